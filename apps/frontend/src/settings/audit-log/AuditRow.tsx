import type { AuditEntry } from '@mointering/api-contract/http/audit-log'
import { ChevronRight } from 'lucide-react'
import { RelativeTime } from '../../ui/RelativeTime'
import { AuditDetails } from './AuditDetails'
import { auditSentence } from './audit-sentence'

/** One sentence; opened, what differed and from where it was done. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { actor, did, object, rest } = auditSentence(entry)
  const from = [entry.device, entry.ipAddress].filter(Boolean).join(' · ')
  return (
    <li>
      <details className="group">
        <summary className="flex list-none items-center gap-3 px-4 py-2.5 transition-colors hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            className="size-4 shrink-0 text-text-3 transition-transform group-open:rotate-90"
            aria-hidden="true"
          />
          <span className="min-w-0 flex-1 gap-x-6 sm:flex sm:items-baseline">
            <span className="block min-w-0 flex-1 break-words text-text-2">
              <strong className="font-medium text-text">{actor}</strong> {did}
              {object && (
                <>
                  {' '}
                  <strong className="font-medium text-text">{object}</strong>
                </>
              )}
              {rest && ` ${rest}`}
            </span>
            <span className="block max-w-64 truncate text-sm text-text-3 max-lg:hidden">{from}</span>
            <span className="block shrink-0 text-right text-sm text-text-3 max-sm:text-left sm:w-24">
              <RelativeTime at={entry.at} light />
            </span>
          </span>
        </summary>
        <AuditDetails entry={entry} />
      </details>
    </li>
  )
}
