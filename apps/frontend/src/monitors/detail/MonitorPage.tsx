'use client'

import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../app/providers/SessionProvider'
import { MonitorIncidentsCard } from '../../incidents/MonitorIncidentsCard'
import { LatencyCard } from '../chart/LatencyCard'
import { monitorQuery } from '../monitor-queries'
import { Figures } from './Figures'
import { HeartbeatCard } from './HeartbeatCard'
import { MonitorHeader } from './MonitorHeader'
import { PendingCard } from './PendingCard'
import { ResultsCard } from './ResultsCard'
import { StateBanner } from './StateBanner'
import { UptimeCard } from './UptimeCard'

/** How often a brand-new monitor is asked for, in case its first live event came before the page listened. */
const PENDING_MS = 2_000

/** Everything about one monitor. `initial`: as the server read it. */
export function MonitorPage({ initial }: { initial: Monitor }) {
  const { workspace } = useSession()
  const { data: monitor } = useQuery({
    ...monitorQuery(workspace.id, initial.id),
    initialData: initial,
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => (state.data?.lastResult === null && state.data.enabled ? PENDING_MS : 60_000),
  })
  const isNew = monitor.status === 'pending' && monitor.lastResult === null
  return (
    <div className="mx-auto grid max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <MonitorHeader monitor={monitor} />
      <StateBanner monitor={monitor} />
      {monitor.kind === 'heartbeat' && <HeartbeatCard monitor={monitor} open={isNew} />}
      {isNew && monitor.kind !== 'heartbeat' ? (
        <PendingCard monitor={monitor} />
      ) : (
        <>
          <Figures monitor={monitor} />
          {monitor.kind !== 'heartbeat' && <LatencyCard monitor={monitor} />}
          <UptimeCard monitor={monitor} />
          <MonitorIncidentsCard monitorId={monitor.id} />
          <ResultsCard monitor={monitor} />
        </>
      )}
    </div>
  )
}
