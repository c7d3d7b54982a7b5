import { errorAt, type FieldErrors } from '../../monitors/form/field-errors'
import { SelectField } from '../../ui/Select'
import { SwitchField } from '../../ui/SwitchField'
import { TextArea } from '../../ui/TextArea'
import { TextField } from '../../ui/TextField'
import type { ChannelField } from './channel-fields'
import type { ChannelValues } from './channel-values'

type Props = {
  fields: readonly ChannelField[]
  values: ChannelValues
  errors: FieldErrors
  onValue: (name: string, value: string) => void
}

/** The fields of one kind of channel. A stored secret shows as dots: left alone, it stays. */
export function ChannelFields({ fields, values, errors, onValue }: Props) {
  return fields.map((field) => (
    <One
      key={field.name}
      field={field}
      value={values[field.name] ?? ''}
      error={errorAt(errors, `settings.${field.name}`)}
      onValue={(value) => onValue(field.name, value)}
    />
  ))
}

type OneProps = { field: ChannelField; value: string; error: string | undefined; onValue: (value: string) => void }

function One({ field, value, error, onValue }: OneProps) {
  const { type, placeholder, choices } = field
  const label = field.optional ? `${field.label} (optional)` : field.label
  const hint = field.hint
  if (type === 'switch') {
    return (
      <SwitchField
        label={label}
        checked={value === 'on'}
        onChecked={(on) => onValue(on ? 'on' : '')}
        {...(hint && { hint })}
      />
    )
  }
  if (type === 'choice')
    return (
      <SelectField label={label} value={value} options={choices ?? []} onValue={onValue} hint={hint} error={error} />
    )
  if (type === 'long')
    return <TextArea label={label} value={value} onValue={onValue} hint={hint} error={error} rows={4} />
  return (
    <TextField
      label={label}
      value={value}
      onValue={onValue}
      hint={hint}
      error={error}
      autoComplete="off"
      spellCheck={false}
      mono={type === 'secret'}
      {...(placeholder && { placeholder })}
    />
  )
}
