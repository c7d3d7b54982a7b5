import { randomUUID } from 'node:crypto'
import type { ParentMonitor } from '@mointering/db/incidents/dependencies'
import type { NewDelivery } from '@mointering/db/notices/queue-deliveries'
import { readRouting } from '@mointering/db/notices/routing'
import type pg from 'pg'
import { endedAtMs } from '../to-rows.js'
import { incidentNotice } from './incident-notice.js'
import type { Judged, Stepped } from './step-incidents.js'

/** Told this much later at most, when a monitor that this one needs may be found down first. */
const LONGEST_HOLD_MS = 120_000
const SPARE_MS = 5000
/** By then it shows whether the region is blind. */
const DOUBT_MS = 15_000

/** One notice for each incident at most: of several steps at once the last one says it all. */
export async function tellOf(
  client: pg.PoolClient,
  stepped: readonly Stepped[],
  context: {
    eventIds: readonly string[]
    parents: ReadonlyMap<string, ParentMonitor>
    nowMs: number
    publicUrl: string
    isSuspect: (region: string) => boolean
  },
): Promise<NewDelivery[]> {
  const { parents, nowMs, publicUrl, isSuspect } = context
  const workspaceIds = [...new Set(stepped.map(({ judged }) => judged.memory.monitor.workspaceId))]
  const route = await readRouting(client, workspaceIds)
  const names = await readNames(client, workspaceIds)
  const told = await readTold(
    client,
    stepped.map(({ incident }) => incident.id),
  )
  const eventIds = context.eventIds.values()
  return stepped.flatMap(({ incident, judged, steps, isNew, looks }) => {
    const ids = steps.map(() => eventIds.next().value)
    const step = steps.at(-1)
    const eventId = ids.at(-1)
    if (!step || eventId === undefined) return []
    const isTold = told.has(incident.id) || (incident.quietBecause === null && step.kind !== 'resolved')
    if (!isTold) return []
    const { monitor } = judged.memory
    const usual = route(monitor.workspaceId, {
      monitorId: monitor.id,
      tags: monitor.tags,
      severity: incident.severity,
    }).channelIds
    // Whoever was told of it, also by an escalation, hears of its end: a pager would stay open.
    const channelIds = step.kind === 'resolved' ? [...new Set([...usual, ...(told.get(incident.id) ?? [])])] : usual
    const workspace = { id: monitor.workspaceId, name: names.get(monitor.workspaceId) ?? '' }
    const forParents = isNew ? holdFor(judged, parents) : 0
    const isDoubtful = isNew && looks.length > 0 && looks.every(({ region }) => isSuspect(region))
    const holdMs = Math.max(forParents, isDoubtful ? DOUBT_MS : 0)
    return channelIds.map((channelId): NewDelivery => {
      const facts = {
        id: randomUUID(),
        step,
        incident,
        monitor,
        workspace,
        looks,
        atMs: nowMs,
        publicUrl,
      }
      return {
        workspaceId: monitor.workspaceId,
        channelId,
        eventKey: `incident:${eventId}`,
        incidentId: incident.id,
        notice: incidentNotice(facts),
        checkedAtMs: judged.rows.length > 0 ? Math.max(...judged.rows.map(endedAtMs)) : null,
        notBeforeMs: holdMs > 0 ? nowMs + holdMs : null,
        heldBy: forParents > 0 ? 'dependency' : holdMs > 0 ? 'region' : null,
      }
    })
  })
}

/** How long a monitor that is up may take to show that it is down as well. */
function holdFor({ memory }: Judged, parents: ReadonlyMap<string, ParentMonitor>): number {
  const needed = memory.monitor.dependsOn.flatMap((id) => parents.get(id) ?? [])
  if (needed.length === 0) return 0
  const slowest = Math.max(...needed.map(({ intervalSeconds, timeoutMs }) => intervalSeconds * 1000 + timeoutMs))
  return Math.min(LONGEST_HOLD_MS, slowest + SPARE_MS)
}

async function readNames(client: pg.PoolClient, workspaceIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; name: string }>(
    'SELECT id, name FROM workspace WHERE id = ANY($1::uuid[])',
    [workspaceIds],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Of these incidents, those of which somebody was told, or is about to be, and on which channels. */
async function readTold(client: pg.PoolClient, incidentIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ id: string; channelIds: string[] }>(
    `SELECT incident_id AS id, array_agg(DISTINCT channel_id) AS "channelIds" FROM delivery
     WHERE incident_id = ANY($1::uuid[]) AND state <> 'dropped' GROUP BY incident_id`,
    [incidentIds],
  )
  return new Map(rows.map(({ id, channelIds }) => [id, channelIds]))
}
