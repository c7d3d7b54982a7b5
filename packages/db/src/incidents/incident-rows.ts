import type { IncidentState } from '@mointering/monitoring-core/incident-machine'
import type pg from 'pg'
import { epochMs, timestampOf } from '../queryable.js'

/** Why nobody is told of an incident. */
export type QuietReason = 'maintenance' | 'dependency' | 'region_blind'

/** An incident of a monitor as it is stored. */
export type StoredIncident = IncidentState & {
  id: string
  monitorKey: number
  quietBecause: QuietReason | null
  reason: string | null
  errorCode: string | null
  openedMs: number
}

/** One line of an incident's timeline, by the system itself. */
export type NewIncidentEvent = { incidentId: string; kind: string; atMs: number; message: string | null; data?: object }

/** The newest incident of each monitor, locked until the transaction ends. Monitors that never had one are missing from the map. */
export async function lockNewestIncidents(
  client: pg.PoolClient,
  monitorKeys: readonly number[],
): Promise<Map<number, StoredIncident>> {
  if (monitorKeys.length === 0) return new Map()
  const { rows } = await client.query<Omit<StoredIncident, 'outagesMs'> & { outagesMs: number[] | null }>(
    `SELECT ${COLUMNS} FROM unnest($1::int[]) AS wanted (key)
     CROSS JOIN LATERAL (
       SELECT * FROM incident WHERE incident.monitor_key = wanted.key ORDER BY started_at DESC, id DESC LIMIT 1 FOR UPDATE
     ) incident`,
    [monitorKeys],
  )
  return new Map(rows.map((row) => [row.monitorKey, { ...row, outagesMs: row.outagesMs ?? [] }]))
}

const COLUMNS = `id, monitor_key AS "monitorKey", severity, ${epochMs('started_at')} AS "startedMs", ${epochMs('opened_at')} AS "openedMs",
  ${epochMs('resolved_at')} AS "resolvedMs", flapping, quiet_because AS "quietBecause", reason, error_code AS "errorCode",
  (SELECT json_agg(${epochMs('outage')} ORDER BY outage) FROM unnest(outages) AS outage) AS "outagesMs"`

/** Stores new incidents, and what the machine made of known ones. */
export async function saveIncidents(
  client: pg.PoolClient,
  incidents: readonly (StoredIncident & { workspaceId: string; evidence: object | null; remindAtMs: number | null })[],
): Promise<void> {
  for (const incident of incidents) {
    // One by one: of an ingester's batch few monitors change, and each change touches most columns.
    await client.query(
      `INSERT INTO incident (id, workspace_id, monitor_key, severity, status, reason, error_code, started_at, opened_at, resolved_at, quiet_because, flapping, outages, evidence, next_reminder_at, next_escalation_at)
       SELECT $1, $2, $3, $4, CASE WHEN $10::float8 IS NULL THEN 'open' ELSE 'resolved' END, $6, $7, ${timestampOf('$8::float8')}, ${timestampOf('$9::float8')}, ${timestampOf('$10::float8')},
         $5, $11, (SELECT coalesce(array_agg(${timestampOf('outage')}), '{}') FROM unnest($12::float8[]) AS outage), $13, ${timestampOf('$14::float8')}, CASE WHEN $10::float8 IS NULL THEN ${timestampOf('$9::float8')} END
       ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, status = excluded.status, reason = excluded.reason, error_code = excluded.error_code,
         resolved_at = excluded.resolved_at, quiet_because = excluded.quiet_because, flapping = excluded.flapping, outages = excluded.outages,
         evidence = coalesce(excluded.evidence, incident.evidence),
         next_reminder_at = CASE WHEN excluded.next_reminder_at IS NULL OR (incident.acknowledged_at IS NOT NULL AND incident.resolved_at IS NULL) THEN NULL
           ELSE coalesce(incident.next_reminder_at, excluded.next_reminder_at) END,
         next_escalation_at = CASE WHEN excluded.resolved_at IS NOT NULL THEN NULL
           WHEN incident.resolved_at IS NOT NULL OR incident.severity <> excluded.severity THEN now() ELSE incident.next_escalation_at END,
         acknowledged_at = CASE WHEN incident.resolved_at IS NOT NULL AND excluded.resolved_at IS NULL THEN NULL ELSE incident.acknowledged_at END,
         acknowledged_by = CASE WHEN incident.resolved_at IS NOT NULL AND excluded.resolved_at IS NULL THEN NULL ELSE incident.acknowledged_by END,
         version = incident.version + 1`,
      [
        incident.id,
        incident.workspaceId,
        incident.monitorKey,
        incident.severity,
        incident.quietBecause,
        incident.reason,
        incident.errorCode,
        incident.startedMs,
        incident.openedMs,
        incident.resolvedMs,
        incident.flapping,
        incident.outagesMs,
        incident.evidence === null ? null : JSON.stringify(incident.evidence),
        incident.remindAtMs,
      ],
    )
  }
}

/** Adds lines to timelines; gives back their ids, in the order given. */
export async function addIncidentEvents(client: pg.PoolClient, events: readonly NewIncidentEvent[]): Promise<string[]> {
  const ids: string[] = []
  for (const { incidentId, kind, atMs, message, data } of events) {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO incident_event (incident_id, at, kind, message, data) VALUES ($1, ${timestampOf('$2::float8')}, $3, $4, $5) RETURNING id`,
      [incidentId, atMs, kind, message, data === undefined ? null : JSON.stringify(data)],
    )
    const id = rows[0]?.id
    if (id === undefined) throw new Error('An incident event was not stored')
    ids.push(id)
  }
  return ids
}
