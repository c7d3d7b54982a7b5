import type { AuditEntry } from '@mointering/api-contract/http/audit-log'
import type { ReactNode } from 'react'
import { formatInstant } from '../../format/time'
import { showValue } from './show-value'

const COLUMN_WORD = { before: 'Before', after: 'After' } as const

/** What differed, field by field, and where the change came from. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  // What was made or removed names all its fields, also those that hold nothing.
  const changes = entry.changes.filter(({ before, after }) => showValue(before) !== null || showValue(after) !== null)
  // A column of nothing but "none" says what the sentence has said.
  const columns = (['before', 'after'] as const).filter((side) =>
    changes.some((change) => showValue(change[side]) !== null),
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 border-line border-t bg-sunken px-4 py-4 sm:pl-11">
      {changes.length > 0 && (
        <div className="overflow-x-auto rounded-md border border-line bg-surface">
          <table className="w-full text-left text-sm">
            <thead className="text-text-3 text-xs">
              <tr className="*:px-3 *:py-1.5 *:font-normal">
                <th scope="col">Field</th>
                {columns.map((side) => (
                  <th key={side} scope="col">
                    {COLUMN_WORD[side]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.field} className="border-line border-t align-top *:px-3 *:py-2">
                  <th scope="row" className="w-48 whitespace-nowrap font-medium">
                    {change.field}
                  </th>
                  {columns.map((side) => (
                    <td key={side} className={side === 'before' ? 'text-text-2' : undefined}>
                      <Value value={change[side]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <dl className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
        <Fact label="When">{formatInstant(Date.parse(entry.at))}</Fact>
        <Fact label="From">{[entry.device, entry.ipAddress].filter(Boolean).join(' · ') || 'not known'}</Fact>
        <Fact label="Action">
          <code className="font-mono text-xs">{entry.action}</code>
        </Fact>
        {entry.requestId && (
          <Fact label="Request">
            <code className="select-all break-all font-mono text-xs">{entry.requestId}</code>
          </Fact>
        )}
      </dl>
    </div>
  )
}

function Value({ value }: { value: unknown }) {
  const text = showValue(value)
  return text === null ? (
    <span className="text-text-3">none</span>
  ) : (
    <code className="whitespace-pre-wrap break-words font-mono text-xs">{text}</code>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-3">
      <dt className="w-16 shrink-0 text-text-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
