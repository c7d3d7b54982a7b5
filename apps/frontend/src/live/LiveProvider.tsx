'use client'

import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { listQuery, monitorQuery } from '../monitors/monitor-queries'
import { applyToList, applyToMonitor } from './apply-live-event'
import { gather } from './gather'
import { type LiveState, openLiveStream } from './open-live-stream'

const LiveContext = createContext<LiveState>('reconnecting')
export const useLiveState = (): LiveState => useContext(LiveContext)

/** Results may come each second. What is made of them is fetched again at most this often; what costs the API more, less often. */
const REFETCH = [
  { parts: ['results'], everyMs: 1_000 },
  { parts: ['metrics', 'uptime'], everyMs: 10_000 },
]

/** Keeps what pages show up to date: small changes go straight into the cache, the rest is fetched again. */
export function LiveProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const [state, setState] = useState<LiveState>('reconnecting')
  const client = useQueryClient()

  useEffect(() => {
    const refetches = REFETCH.map(({ parts, everyMs }) =>
      gather(everyMs, (monitorId) => {
        for (const part of parts) void client.invalidateQueries({ queryKey: [part, workspaceId, monitorId] })
      }),
    )
    const calls = gather(
      1_000,
      (monitorId) => void client.invalidateQueries({ queryKey: monitorQuery(workspaceId, monitorId).queryKey }),
    )
    const close = openLiveStream(workspaceId, {
      onState: setState,
      onGap: () => void client.invalidateQueries(),
      onEvent: (event) => {
        writeToCache(client, workspaceId, event)
        if (event.type !== 'results') return
        for (const { monitorId } of event.results) {
          for (const refetch of refetches) refetch.add(monitorId)
          if (isHeartbeat(client, workspaceId, monitorId)) calls.add(monitorId)
        }
      },
    })
    return () => {
      for (const refetch of refetches) refetch.stop()
      calls.stop()
      close()
    }
  }, [client, workspaceId])

  return <LiveContext value={state}>{children}</LiveContext>
}

/** The event does not say when a job called; the monitor does. */
const isHeartbeat = (client: QueryClient, workspaceId: string, monitorId: string): boolean =>
  client.getQueryData(monitorQuery(workspaceId, monitorId).queryKey)?.kind === 'heartbeat'

/** Undefined leaves the cache alone; writing the same again would make what was invalidated count as fresh. */
const changedOnly = <Data,>(before: Data, after: Data): Data | undefined => (after === before ? undefined : after)

function writeToCache(client: QueryClient, workspaceId: string, event: LiveEvent) {
  if (event.type === 'incident') {
    void client.invalidateQueries({ queryKey: ['incidents', workspaceId] })
    void client.invalidateQueries({ queryKey: ['incident', workspaceId, event.incidentId] })
    return
  }
  client.setQueryData(listQuery(workspaceId).queryKey, (items) =>
    changedOnly(items, items && applyToList(items, event)),
  )
  const ids = event.type === 'results' ? new Set(event.results.map(({ monitorId }) => monitorId)) : [event.monitorId]
  for (const id of ids)
    client.setQueryData(monitorQuery(workspaceId, id).queryKey, (monitor) =>
      changedOnly(monitor, monitor && applyToMonitor(monitor, event)),
    )
  if (event.type !== 'monitor') return
  // At once, on screen or not: the next result that is written into the list would make it count as fresh again.
  void client.invalidateQueries({ queryKey: listQuery(workspaceId).queryKey, refetchType: 'all' })
  if (event.change === 'updated')
    void client.invalidateQueries({ queryKey: monitorQuery(workspaceId, event.monitorId).queryKey })
}
