import type pg from 'pg'
import { covers, readWindowsInForce } from '../maintenance-windows/windows-in-force.js'
import { epochMs, type Queryable, timestampOf } from '../queryable.js'
import type { QuietReason } from './incident-rows.js'

/** So many due incidents are read at once. */
export const MOST_DUE_AT_ONCE = 200

/** Ids of told, open incidents with a reminder or a step of an escalation that is due, the longest due first, without those in `except`, at most 200. */
export async function readDueIncidents(
  client: Queryable,
  { nowMs, except }: { nowMs: number; except: readonly string[] },
): Promise<string[]> {
  const dueBy = (column: string) =>
    `SELECT incident.id, incident.${column} AS due FROM incident JOIN workspace ON workspace.id = incident.workspace_id AND workspace.deleted_at IS NULL
     WHERE incident.${column} <= ${timestampOf('$1::float8')} AND incident.status = 'open' AND incident.quiet_because IS NULL AND incident.monitor_key IS NOT NULL
       AND NOT incident.id = ANY($2::uuid[])`
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM (${dueBy('next_reminder_at')} UNION ALL ${dueBy('next_escalation_at')}) AS found
     GROUP BY id ORDER BY min(due), id LIMIT ${MOST_DUE_AT_ONCE}`,
    [nowMs, except],
  )
  return rows.map(({ id }) => id)
}

/** An open incident of which nobody is told, with what is known of its monitor. */
export type QuietIncident = {
  id: string
  workspaceId: string
  quietBecause: QuietReason
  monitorId: string
  tags: string[]
  dependsOn: string[]
  /** The last slot that was judged; null when none was. */
  lastSlotMs: number | null
  intervalMs: number
  recoveries: number
}

const QUIET = `SELECT incident.id, incident.workspace_id AS "workspaceId", incident.quiet_because AS "quietBecause", monitor.id AS "monitorId", monitor.tags,
    monitor.depends_on AS "dependsOn", ${epochMs('state.slot')} AS "lastSlotMs", monitor.recoveries,
    CASE WHEN monitor.kind = 'heartbeat' THEN least(60, monitor.interval_seconds) ELSE monitor.interval_seconds END * 1000 AS "intervalMs"
  FROM incident JOIN workspace ON workspace.id = incident.workspace_id AND workspace.deleted_at IS NULL
  JOIN monitor ON monitor.key = incident.monitor_key LEFT JOIN monitor_state state ON state.monitor_key = monitor.key
  WHERE incident.status = 'open' AND incident.quiet_because IN ('maintenance', 'dependency')`

/** The open incidents of which nobody is told because of a maintenance window or another monitor. */
export async function readQuietIncidents(client: Queryable): Promise<QuietIncident[]> {
  return (await client.query<QuietIncident>(QUIET)).rows
}

/** One of them, locked until the transaction ends; null when it is none any more, or somebody else has it in hand. */
export async function lockQuietIncident(client: pg.PoolClient, id: string): Promise<QuietIncident | null> {
  const { rows } = await client.query<QuietIncident>(
    `${QUIET} AND incident.id = $1 FOR UPDATE OF incident SKIP LOCKED`,
    [id],
  )
  return rows[0] ?? null
}

/** Why nobody should be told of these incidents at an instant; null: no reason is left. */
export async function readReasonsNow(
  client: Queryable,
  incidents: readonly QuietIncident[],
  nowMs: number,
): Promise<Map<string, 'maintenance' | 'dependency' | null>> {
  if (incidents.length === 0) return new Map()
  const windows = await readWindowsInForce(client, [...new Set(incidents.map(({ workspaceId }) => workspaceId))], nowMs)
  const { rows } = await client.query<{ id: string; workspaceId: string }>(
    `SELECT DISTINCT monitor.id, monitor.workspace_id AS "workspaceId"
     FROM monitor JOIN incident ON incident.monitor_key = monitor.key AND incident.status = 'open'
     WHERE monitor.id = ANY($1::uuid[]) AND monitor.deleted_at IS NULL AND monitor.enabled`,
    [[...new Set(incidents.flatMap(({ dependsOn }) => dependsOn))]],
  )
  const isDown = (needed: string, workspaceId: string) =>
    rows.some((row) => row.id === needed && row.workspaceId === workspaceId)
  return new Map(
    incidents.map(({ id, workspaceId, monitorId, tags, dependsOn }) => {
      if (dependsOn.some((needed) => isDown(needed, workspaceId))) return [id, 'dependency']
      const isCovered = windows.some((window) => covers(window, { id: monitorId, workspaceId, tags }))
      return [id, isCovered ? 'maintenance' : null]
    }),
  )
}
