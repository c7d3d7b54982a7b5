import { CHANNEL_FORMS, type ChannelField, type FormKind } from './channel-fields'

/** What stands in the fields; switches are 'on' or ''. */
export type ChannelValues = Readonly<Record<string, string>>
type Settings = Readonly<Record<string, unknown>>

/** The values of a form: of stored settings, secrets masked, or of a new channel. */
export function valuesOf(kind: FormKind, settings: Settings | null): ChannelValues {
  return Object.fromEntries(
    CHANNEL_FORMS[kind].fields.map((field) => [
      field.name,
      settings ? textOf(field, settings[field.name]) : (field.initial ?? ''),
    ]),
  )
}

/** The settings that the values mean. What the form has no field for stays as it is stored. */
export function settingsOf(kind: FormKind, values: ChannelValues, stored: Settings | null): Settings {
  const entries = CHANNEL_FORMS[kind].fields.map((field) => [field.name, parseText(field, values[field.name] ?? '')])
  return { ...stored, kind, ...Object.fromEntries(entries) }
}

function textOf(field: ChannelField, value: unknown): string {
  if (field.type === 'switch') return value === true ? 'on' : ''
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function parseText(field: ChannelField, text: string): unknown {
  const trimmed = text.trim()
  if (field.type === 'switch') return text === 'on'
  if (field.type === 'list')
    return trimmed
      .split(/[,;\s]+/)
      .map((part) => part.trim())
      .filter((part) => part !== '')
  if (trimmed === '' && field.optional) return null
  return trimmed
}
