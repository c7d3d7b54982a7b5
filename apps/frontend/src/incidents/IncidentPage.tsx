'use client'

import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../app/providers/SessionProvider'
import { DeliveriesCard } from './DeliveriesCard'
import { EvidenceCard } from './EvidenceCard'
import { IncidentHeader } from './IncidentHeader'
import { incidentQuery } from './incident-queries'
import { RelatedCard } from './RelatedCard'
import { TimelineCard } from './TimelineCard'
import { WhyCard } from './WhyCard'

/** Everything about one incident. `initial`: as the server read it. */
export function IncidentPage({ initial }: { initial: IncidentDetails }) {
  const { workspace } = useSession()
  const { data: incident } = useQuery({
    ...incidentQuery(workspace.id, initial.id),
    initialData: initial,
    initialDataUpdatedAt: 0,
  })
  return (
    <div className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <IncidentHeader incident={incident} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <TimelineCard incident={incident} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <WhyCard why={incident.why} />
          <EvidenceCard evidence={incident.evidence} />
          <DeliveriesCard deliveries={incident.deliveries} quiet={incident.quietBecause} />
          <RelatedCard incident={incident} />
        </div>
      </div>
    </div>
  )
}
