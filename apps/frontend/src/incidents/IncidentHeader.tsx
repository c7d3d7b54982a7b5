'use client'

import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import Link from 'next/link'
import { formatInstant } from '../format/time'
import { IncidentActions } from './IncidentActions'
import { IncidentBadges } from './IncidentBadges'
import { IncidentMark } from './IncidentMark'
import { IncidentTime } from './IncidentTime'
import { subjectOf } from './incident-words'

export function IncidentHeader({ incident }: { incident: IncidentDetails }) {
  const { monitor, reason, startedAt, resolvedAt } = incident
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="grid min-w-0 gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <IncidentMark incident={incident} />
          <IncidentBadges incident={incident} />
        </div>
        <h1 className="wrap-anywhere font-semibold text-xl">
          {monitor ? (
            <Link href={`/monitors/${monitor.id}`} className="rounded-sm hover:underline">
              {subjectOf(incident)}
            </Link>
          ) : (
            subjectOf(incident)
          )}
        </h1>
        {reason && <p className="wrap-anywhere text-text-2">{reason}</p>}
        <p className="text-sm text-text-3">
          {formatInstant(Date.parse(startedAt))} · {resolvedAt ? 'lasted ' : 'for '}
          <IncidentTime incident={incident} />
        </p>
      </div>
      <IncidentActions incident={incident} />
    </header>
  )
}
