import type { AuditEntry } from '@mointering/api-contract/http/audit-log'
import type { ReactNode } from 'react'
import { formatInstant } from '../../format/time'
import { showValue } from './show-value'

/** What differed, field by field, and where the change came from. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  // What was made or removed names all its fields, also those that hold nothing.
  const changes = entry.changes.filter(({ before, after }) => showValue(before) !== null || showValue(after) !== null)
  return (
    <div className="grid gap-4 border-line border-t bg-sunken px-4 py-4 sm:pl-11">
      {changes.length > 0 && (
        <div className="overflow-x-auto rounded-md border border-line bg-surface">
          <table className="w-full text-left text-sm">
            <thead className="text-text-3 text-xs">
              <tr className="*:px-3 *:py-1.5 *:font-normal">
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ field, before, after }) => (
                <tr key={field} className="border-line border-t align-top *:px-3 *:py-2">
                  <th scope="row" className="whitespace-nowrap font-medium">
                    {field}
                  </th>
                  <td className="text-text-2">
                    <Value value={before} />
                  </td>
                  <td>
                    <Value value={after} />
                  </td>
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
