import type { AuditEntry } from '@mointering/api-contract/http/audit-log'

const COLUMNS: readonly (readonly [name: string, cell: (entry: AuditEntry) => string | null])[] = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => at],
  ['actor_kind', ({ actor }) => actor.kind],
  ['actor_id', ({ actor }) => actor.id],
  ['actor_name', ({ actor }) => actor.name],
  ['action', ({ action }) => action],
  ['object_kind', ({ object }) => object.kind],
  ['object_id', ({ object }) => object.id],
  ['object_name', ({ object }) => object.name],
  ['changes', ({ changes }) => (changes.length === 0 ? null : JSON.stringify(changes))],
  ['ip_address', ({ ipAddress }) => ipAddress],
  ['device', ({ device }) => device],
  ['request_id', ({ requestId }) => requestId],
]

/** A record of RFC 4180, with its line break. */
const record = (cells: readonly (string | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`

export const csvHeader = (): string => record(COLUMNS.map(([name]) => name))
export const csvRecord = (entry: AuditEntry): string => record(COLUMNS.map(([, cell]) => cell(entry)))

/**
 * A cell of RFC 4180; empty for null. What a spreadsheet would run as a formula gets an apostrophe before it, which makes it a text: names are chosen
 * by anybody who may sign up (OWASP, CSV injection).
 */
export function csvCell(value: string | null): string {
  const text = value === null ? '' : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
