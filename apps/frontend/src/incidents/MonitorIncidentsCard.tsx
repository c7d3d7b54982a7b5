'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useSession } from '../../app/providers/SessionProvider'
import { CARD_CLASSES } from '../ui/classes'
import { IncidentRow } from './IncidentRow'
import { incidentsQueryOf } from './incident-queries'

const MOST = 5

/** The newest incidents of one monitor; nothing while there are none. */
export function MonitorIncidentsCard({ monitorId }: { monitorId: string }) {
  const { workspace } = useSession()
  const { data } = useInfiniteQuery(incidentsQueryOf(workspace.id, { state: null, monitorId }))
  const incidents = data?.pages[0]?.items.slice(0, MOST) ?? []
  if (incidents.length === 0) return null
  return (
    <section aria-label="Incidents" className={CARD_CLASSES}>
      <h2 className="border-line border-b px-4 py-3 font-semibold">Incidents</h2>
      <ul className="divide-y divide-line">
        {incidents.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </ul>
    </section>
  )
}
