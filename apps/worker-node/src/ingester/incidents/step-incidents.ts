import { randomUUID } from 'node:crypto'
import { linkChildren, type ParentMonitor, readParents } from '@mointering/db/incidents/dependencies'
import { type FailingLook, readFailingLooks } from '@mointering/db/incidents/failing-looks'
import {
  addIncidentEvents,
  lockNewestIncidents,
  type StoredIncident,
  saveIncidents,
} from '@mointering/db/incidents/incident-rows'
import { covers, readWindowsInForce } from '@mointering/db/maintenance-windows/windows-in-force'
import { queueDeliveries } from '@mointering/db/notices/queue-deliveries'
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
import { tellOf } from './tell-incidents.js'

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

export type Stepped = {
  judged: Judged
  incident: StoredIncident
  steps: readonly IncidentStep[]
  isNew: boolean
  /** What was seen of the present outage; empty for what ended it. */
  looks: readonly FailingLook[]
}

const MINUTE_MS = 60_000

/**
 * Steps the incidents of monitors in the transaction of their results, and puts what people are to be told into the outbox. `publicUrl` is where the pages
 * are, without a slash at its end; what comes from a suspect region is told a little later, lest it be blind.
 */
export async function stepIncidents(
  client: pg.PoolClient,
  all: readonly Judged[],
  context: { nowMs: number; publicUrl: string; isSuspect: (region: string) => boolean },
): Promise<SteppedIncidents> {
  const { nowMs } = context
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
    const sinceMs = incident.outagesMs.at(-1) ?? incident.startedMs
    const looks =
      incident.resolvedMs === null ? await readFailingLooks(client, { monitorKey: monitor.key, sinceMs }) : []
    stepped.push({
      judged,
      steps,
      isNew,
      looks,
      incident: { ...stored(isNew ? null : known, judged, { nowMs, looks }), ...incident },
    })
  }
  if (stepped.length === 0) return { watched, changes: [], queued: false }

  const parents = await readParents(client, [
    ...new Set(stepped.flatMap(({ judged }) => judged.memory.monitor.dependsOn)),
  ])
  const opened = stepped.filter(({ isNew }) => isNew)
  const windows = await readWindowsInForce(client, workspacesOf(opened), nowMs)
  for (const { incident, judged } of opened) {
    if (openParentOf(judged, parents) !== null) incident.quietBecause = 'dependency'
    else if (windows.some((window) => covers(window, judged.memory.monitor))) incident.quietBecause = 'maintenance'
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
  const deliveries = await tellOf(client, stepped, { ...context, eventIds, parents })
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

const workspacesOf = (stepped: readonly Stepped[]): string[] => [
  ...new Set(stepped.map(({ judged }) => judged.memory.monitor.workspaceId)),
]

const policyOf = (monitor: PipelineMonitor): IncidentPolicy => ({
  ...INCIDENT_POLICY,
  degradedAfterMs: (monitor.confirmations - 1) * intervalMsOf(monitor),
})

function stored(
  known: StoredIncident | null,
  { memory }: Judged,
  { nowMs, looks }: { nowMs: number; looks: readonly FailingLook[] },
): StoredIncident {
  const base = known ?? { id: randomUUID(), monitorKey: memory.monitor.key, quietBecause: null, openedMs: nowMs }
  const nothing = { severity: 'critical', startedMs: nowMs, resolvedMs: null, flapping: false, outagesMs: [] } as const
  return {
    ...nothing,
    ...base,
    reason: memory.reason ?? known?.reason ?? null,
    errorCode: looks[0]?.errorCode ?? known?.errorCode ?? null,
  }
}

function rowOf({ judged, incident, looks }: Stepped, nowMs: number) {
  const { workspaceId, remindEveryMinutes } = judged.memory.monitor
  const remind = remindEveryMinutes !== null && incident.resolvedMs === null
  return {
    workspaceId,
    evidence: looks.length > 0 ? { looks } : null,
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
