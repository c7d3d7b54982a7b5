import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx, INPUT_CLASSES } from './classes'
import { Field } from './Field'

export type Option<Value extends string> = { value: Value; label: string }

type SelectProps<Value extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange'> & {
  value: Value
  options: readonly Option<Value>[]
  onValue: (value: Value) => void
}

/** The platform's own list: it is right on every phone and for every screen reader. */
export function Select<Value extends string>({ value, options, onValue, className, ...rest }: SelectProps<Value>) {
  return (
    <span className={cx('relative block', className)}>
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onValue(chosen.value)
        }}
        className={cx(INPUT_CLASSES, 'h-8 appearance-none truncate pr-8 pointer-coarse:h-10')}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-text">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-text-3"
        aria-hidden="true"
      />
    </span>
  )
}

type FieldProps<Value extends string> = SelectProps<Value> & {
  label: string
  hint?: string | undefined
  error?: string | undefined
}

export function SelectField<Value extends string>({ label, hint, error, ...select }: FieldProps<Value>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <Select {...select} {...control} />}
    </Field>
  )
}

/** Options whose label is their value. */
export const plainOptions = <Value extends string>(values: readonly Value[]): Option<Value>[] =>
  values.map((value) => ({ value, label: value }))
