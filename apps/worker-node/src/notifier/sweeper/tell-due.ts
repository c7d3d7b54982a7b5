import { randomUUID } from 'node:crypto'
import { addIncidentEvents } from '@mointering/db/incidents/incident-rows'
import type { ToldIncident } from '@mointering/db/incidents/told-incident'
import { queueDeliveries } from '@mointering/db/notices/queue-deliveries'
import { readRouting } from '@mointering/db/notices/routing'
import type { Route } from '@mointering/monitoring-core/notice-routing'
import type pg from 'pg'
import type { Fault } from '../fault.js'
import { type DueStep, dueNotice } from './due-notice.js'

/** What one look at an incident has, from whom and when. */
export type Look = { client: pg.PoolClient; nowMs: number; publicUrl: string; fault: Fault }

/** Where notices of the incident go. */
export async function routeOfIncident(
  { client }: Look,
  { workspace, monitor, severity }: ToldIncident,
): Promise<Route> {
  const route = await readRouting(client, [workspace.id])
  return route(workspace.id, { monitorId: monitor.id, tags: monitor.tags, severity })
}

/** Writes the step onto the timeline and queues what tells of it, each channel once; the event is what the deliveries are known by. Gives back how many are new. */
export async function tellDue(
  { client, nowMs, publicUrl, fault }: Look,
  incident: ToldIncident,
  { step, channelIds, message }: { step: DueStep; channelIds: readonly string[]; message: string | null },
): Promise<number> {
  const [eventId] = await addIncidentEvents(client, [
    { incidentId: incident.id, kind: step.kind, atMs: nowMs, message, data: step },
  ])
  await fault('sweep:noted')
  return queueDeliveries(
    client,
    [...new Set(channelIds)].map((channelId) => ({
      workspaceId: incident.workspace.id,
      channelId,
      eventKey: `incident:${eventId}`,
      incidentId: incident.id,
      notice: dueNotice({ id: randomUUID(), step, incident, nowMs, publicUrl }),
      checkedAtMs: null,
      notBeforeMs: null,
      heldBy: null,
    })),
  )
}
