import type { Incident } from '@mointering/api-contract/http/incidents'
import Link from 'next/link'
import { RelativeTime } from '../ui/RelativeTime'
import { IncidentBadges } from './IncidentBadges'
import { IncidentMark } from './IncidentMark'
import { IncidentTime } from './IncidentTime'
import { subjectOf } from './incident-words'

/** One incident of a list; the whole row leads to it. */
export function IncidentRow({ incident }: { incident: Incident }) {
  return (
    <li className="relative grid gap-x-4 gap-y-1 px-4 py-3 transition-colors hover:bg-hover sm:grid-cols-[7rem_minmax(0,1fr)_auto] sm:items-center">
      <IncidentMark incident={incident} />
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/incidents/${incident.id}`}
            className="truncate rounded-sm font-medium after:absolute after:inset-0 after:content-['']"
          >
            {subjectOf(incident)}
          </Link>
          <IncidentBadges incident={incident} />
        </div>
        {incident.reason && <p className="truncate text-sm text-text-2">{incident.reason}</p>}
      </div>
      <p className="text-sm text-text-3 sm:text-right">
        <IncidentTime incident={incident} />
        <span aria-hidden="true"> · </span>
        <RelativeTime at={incident.startedAt} light />
      </p>
    </li>
  )
}
