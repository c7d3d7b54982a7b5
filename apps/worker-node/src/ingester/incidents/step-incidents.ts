import { randomUUID } from 'node:crypto'
import { linkChildren, type ParentMonitor, readParents } from '@mointering/db/incidents/dependencies'
import {
  addIncidentEvents,
  lockNewestIncidents,
  type StoredIncident,
  saveIncidents,
} from '@mointering/db/incidents/incident-rows'
import { type NewDelivery, queueDeliveries } from '@mointering/db/notices/queue-deliveries'
import { readRouting } from '@mointering/db/notices/routing'
import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import type { ResultRow } from '@mointering/db/timeseries/result-row'
import {
  INCIDENT_POLICY,
  type IncidentPolicy,
  type IncidentStep,
  isWatched,
  stepIncident,
} from '@mointering/monitoring-core/incident-machine'
import type pg from 'pg'
import { intervalMsOf } from '../../pace.js'
import type { MonitorMemory } from '../monitor-memory.js'
import { endedAtMs } from '../to-rows.js'
import { evidenceOf } from './evidence.js'
import { incidentNotice } from './incident-notice.js'

/** A monitor after its slots were judged, with the rows of this batch. */
export type Judged = { memory: MonitorMemory; rows: readonly ResultRow[] }

export type SteppedIncidents = {
  /** Keys of the monitors that must be stepped again at their next slot, whatever it brings; all others only when their status changes. */
  watched: ReadonlySet<number>
  /** What changed: for those who watch. */
  changes: readonly { incidentId: string; workspaceId: string; monitorId: string; steps: readonly IncidentStep[] }[]
  /** True when there is something new to tell. */
  queued: boolean
}

type Stepped = { judged: Judged; incident: StoredIncident; steps: readonly IncidentStep[]; isNew: boolean }

/** Told this much later at most, when a monitor that this one needs may be found down first. */
const LONGEST_HOLD_MS = 120_000
const SPARE_MS = 5000
const MINUTE_MS = 60_000

/**
 * Steps the incidents of monitors in the transaction of their results, and puts what people are to be told into the outbox. `publicUrl` is where the pages
 * are, without a slash at its end.
 */
export async function stepIncidents(
  client: pg.PoolClient,
  all: readonly Judged[],
  { nowMs, publicUrl }: { nowMs: number; publicUrl: string },
): Promise<SteppedIncidents> {
  const newest = await lockNewestIncidents(
    client,
    all.map(({ memory }) => memory.monitor.key),
  )
  const watched = new Set<number>()
  const stepped: Stepped[] = []
  for (const judged of all) {
    const { monitor, status } = judged.memory
    const known = newest.get(monitor.key) ?? null
    const seen = { ...status, slotMs: status.lastSlotMs ?? nowMs }
    const { incident, steps } = stepIncident(known, seen, policyOf(monitor))
    if (isWatched(incident, status)) watched.add(monitor.key)
    if (incident === null || incident === known) continue
    const isNew = steps.some(({ kind }) => kind === 'opened')
    stepped.push({ judged, steps, isNew, incident: { ...stored(isNew ? null : known, judged, nowMs), ...incident } })
  }
  if (stepped.length === 0) return { watched, changes: [], queued: false }

  const parents = await readParents(client, [
    ...new Set(stepped.flatMap(({ judged }) => judged.memory.monitor.dependsOn)),
  ])
  for (const { incident, judged, isNew } of stepped) {
    if (isNew && openParentOf(judged, parents) !== null) incident.quietBecause = 'dependency'
  }
  await saveIncidents(
    client,
    stepped.map((one) => ({ ...one.incident, ...rowOf(one, nowMs) })),
  )
  await linkFamilies(client, stepped, parents)
  const eventIds = await addIncidentEvents(
    client,
    stepped.flatMap((one) => eventsOf(one, nowMs)),
  )
  const deliveries = await tellOf(client, stepped, { eventIds, parents, nowMs, publicUrl })
  return {
    watched,
    changes: stepped
      .filter(({ steps }) => steps.length > 0)
      .map(({ incident, judged, steps }) => ({
        incidentId: incident.id,
        workspaceId: judged.memory.monitor.workspaceId,
        monitorId: judged.memory.monitor.id,
        steps,
      })),
    queued: (await queueDeliveries(client, deliveries)) > 0,
  }
}

const policyOf = (monitor: PipelineMonitor): IncidentPolicy => ({
  ...INCIDENT_POLICY,
  degradedAfterMs: (monitor.confirmations - 1) * intervalMsOf(monitor),
})

function stored(known: StoredIncident | null, { memory, rows }: Judged, nowMs: number): StoredIncident {
  const cause = rows.findLast(({ verdict }) => verdict === 'down' || verdict === 'degraded')
  const base = known ?? { id: randomUUID(), monitorKey: memory.monitor.key, quietBecause: null, openedMs: nowMs }
  const nothing = { severity: 'critical', startedMs: nowMs, resolvedMs: null, flapping: false, outagesMs: [] } as const
  return {
    ...nothing,
    ...base,
    reason: memory.reason ?? known?.reason ?? null,
    errorCode: cause?.errorCode ?? known?.errorCode ?? null,
  }
}

function rowOf({ judged, incident }: Stepped, nowMs: number) {
  const { workspaceId, remindEveryMinutes } = judged.memory.monitor
  const remind = remindEveryMinutes !== null && incident.resolvedMs === null
  return {
    workspaceId,
    evidence: evidenceOf(judged.rows),
    remindAtMs: remind ? nowMs + remindEveryMinutes * MINUTE_MS : null,
  }
}

function openParentOf({ memory }: Judged, parents: ReadonlyMap<string, ParentMonitor>): string | null {
  for (const id of memory.monitor.dependsOn) {
    const incidentId = parents.get(id)?.incidentId
    if (incidentId) return incidentId
  }
  return null
}

async function linkFamilies(
  client: pg.PoolClient,
  stepped: readonly Stepped[],
  parents: ReadonlyMap<string, ParentMonitor>,
): Promise<void> {
  for (const { judged, incident, steps } of stepped) {
    const parentId = openParentOf(judged, parents)
    if (incident.quietBecause === 'dependency' && parentId !== null)
      await client.query('UPDATE incident SET parent_id = $2 WHERE id = $1', [incident.id, parentId])
    if (!steps.some(({ kind }) => kind === 'opened' || kind === 'reopened')) continue
    const linked = new Set(await linkChildren(client, { monitorId: judged.memory.monitor.id, incidentId: incident.id }))
    for (const child of stepped) if (linked.has(child.incident.id)) child.incident.quietBecause = 'dependency'
  }
}

const eventsOf = ({ incident, judged, steps }: Stepped, nowMs: number) =>
  steps.map((step) => ({
    incidentId: incident.id,
    kind: step.kind,
    atMs: nowMs,
    message: step.kind === 'resolved' || step.kind === 'flapping' ? null : (judged.memory.reason ?? incident.reason),
    data: { ...step, slotMs: judged.memory.status.lastSlotMs },
  }))

/** One notice for each incident at most: of several steps at once the last one says it all. */
async function tellOf(
  client: pg.PoolClient,
  stepped: readonly Stepped[],
  context: {
    eventIds: readonly string[]
    parents: ReadonlyMap<string, ParentMonitor>
    nowMs: number
    publicUrl: string
  },
): Promise<NewDelivery[]> {
  const { parents, nowMs, publicUrl } = context
  const workspaceIds = [...new Set(stepped.map(({ judged }) => judged.memory.monitor.workspaceId))]
  const route = await readRouting(client, workspaceIds)
  const names = await readNames(client, workspaceIds)
  const told = await readTold(
    client,
    stepped.map(({ incident }) => incident.id),
  )
  const eventIds = context.eventIds.values()
  return stepped.flatMap(({ incident, judged, steps, isNew }) => {
    const ids = steps.map(() => eventIds.next().value)
    const step = steps.at(-1)
    const eventId = ids.at(-1)
    if (!step || eventId === undefined) return []
    const isTold = told.has(incident.id) || (incident.quietBecause === null && step.kind !== 'resolved')
    if (!isTold) return []
    const { monitor } = judged.memory
    const { channelIds } = route(monitor.workspaceId, {
      monitorId: monitor.id,
      tags: monitor.tags,
      severity: incident.severity,
    })
    const workspace = { id: monitor.workspaceId, name: names.get(monitor.workspaceId) ?? '' }
    const holdMs = isNew ? holdFor(judged, parents) : 0
    return channelIds.map((channelId): NewDelivery => {
      const facts = {
        id: randomUUID(),
        step,
        incident,
        monitor,
        workspace,
        evidence: evidenceOf(judged.rows),
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
        heldBy: holdMs > 0 ? 'dependency' : null,
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

/** Of these incidents, those of which somebody was told, or is about to be. */
async function readTold(client: pg.PoolClient, incidentIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT DISTINCT incident_id AS id FROM delivery WHERE incident_id = ANY($1::uuid[]) AND state <> 'dropped'`,
    [incidentIds],
  )
  return new Set(rows.map(({ id }) => id))
}
