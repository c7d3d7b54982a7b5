import { TextField } from '../../ui/TextField'
import { errorAt } from './field-errors'
import type { FormProps } from './form-props'

export function SlowFields({ form, update, errors }: FormProps) {
  return (
    <div className="sm:max-w-60">
      <TextField
        label="Degraded when slower than"
        hint="Empty: slow is never a reason"
        unit="ms"
        inputMode="numeric"
        value={form.degradedMs}
        onValue={(degradedMs) => update({ degradedMs })}
        error={errorAt(errors, 'degradedMs')}
      />
    </div>
  )
}
