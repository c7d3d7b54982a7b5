import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import { liveChannel } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import { groupBy } from '../group-by.js'
import type { Committed } from './committer.js'
import { endedAtMs } from './to-rows.js'

type WorkspaceEvent = { workspaceId: string; event: LiveEvent }

/** What the browsers of each workspace hear of a commit: one `results` event, then `status` and `incident` events for each change. Pure. */
export function liveEventsOf({
  rows,
  changed,
  incidents,
}: Pick<Committed, 'rows' | 'changed' | 'incidents'>): WorkspaceEvent[] {
  const byWorkspace = groupBy(rows, ({ memory }) => memory.monitor.workspaceId)
  const results = [...byWorkspace].map(
    ([workspaceId, own]): WorkspaceEvent => ({
      workspaceId,
      event: {
        type: 'results',
        results: own.map(({ memory, row }) => ({
          monitorId: memory.monitor.id,
          slot: iso(row.slotMs),
          checkedAt: iso(endedAtMs(row)),
          region: row.region,
          verdict: row.verdict,
          totalMs: row.totalMs,
          httpStatus: row.httpStatus,
          errorCode: row.errorCode,
          message: row.message,
        })),
      },
    }),
  )
  const statuses = changed.flatMap(({ monitor, status, reason }): WorkspaceEvent[] => {
    if (status.sinceMs === null) return []
    const event: LiveEvent = {
      type: 'status',
      monitorId: monitor.id,
      status: status.status,
      statusSince: iso(status.sinceMs),
      statusReason: reason,
    }
    return [{ workspaceId: monitor.workspaceId, event }]
  })
  const told = incidents.changes.flatMap(({ workspaceId, incidentId, monitorId, steps }) =>
    steps.map(
      ({ kind }): WorkspaceEvent => ({
        workspaceId,
        event: { type: 'incident', incidentId, monitorId, change: kind },
      }),
    ),
  )
  return [...results, ...statuses, ...told]
}

/** Publishes them. Never rejects: what is lost here shows at the next reload, and the commit stands. */
export async function publishLive(
  cache: Cache,
  events: readonly WorkspaceEvent[],
  onFailure: (error: unknown) => void,
): Promise<void> {
  const published = events.map(({ workspaceId, event }) =>
    cache.publish(liveChannel(workspaceId), JSON.stringify(event)),
  )
  for (const outcome of await Promise.allSettled(published)) {
    if (outcome.status === 'rejected') onFailure(outcome.reason)
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
