import { SelectField } from '../../ui/Select'
import type { FormProps } from './form-props'

const FAMILIES = [
  { value: 'any', label: 'Whatever the host has' },
  { value: 'ipv4', label: 'IPv4 only' },
  { value: 'ipv6', label: 'IPv6 only' },
]

export function FamilyField({ form, update }: FormProps) {
  return (
    <SelectField
      label="IP family"
      value={form.ipFamily}
      options={FAMILIES}
      onValue={(ipFamily) => update({ ipFamily })}
    />
  )
}
