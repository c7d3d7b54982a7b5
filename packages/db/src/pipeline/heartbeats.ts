import type pg from 'pg'
import { epochMs, type Queryable } from '../queryable.js'

export type HeartbeatStatus = 'up' | 'down'
/** The last call of a heartbeat; all null before the first one. */
export type StoredHeartbeat = {
  monitorKey: number
  lastAtMs: number | null
  lastStatus: HeartbeatStatus | null
  lastMessage: string | null
  lastDurationMs: number | null
}
export type HeartbeatCall = { atMs: number; status: HeartbeatStatus; message: string | null; durationMs: number | null }

/** The last calls by monitor key. Monitors that are no heartbeats are missing from the map. */
export async function readHeartbeats(
  client: Queryable,
  keys: readonly number[],
): Promise<Map<number, StoredHeartbeat>> {
  const { rows } = await client.query<StoredHeartbeat>(
    `SELECT monitor_key AS "monitorKey", ${epochMs('last_at')} AS "lastAtMs", last_status AS "lastStatus",
            last_message AS "lastMessage", last_duration_ms AS "lastDurationMs"
     FROM heartbeat WHERE monitor_key = ANY($1::int[])`,
    [keys],
  )
  return new Map(rows.map((row) => [row.monitorKey, row]))
}

/** Records a call and says whose it is; null for a token that no monitor has, or one of a deleted workspace. A call that is older than the stored one changes nothing. */
export async function recordHeartbeat(
  pool: pg.Pool,
  token: string,
  { atMs, status, message, durationMs }: HeartbeatCall,
): Promise<{ monitorKey: number; monitorId: string; workspaceId: string } | null> {
  const { rows } = await pool.query<{ monitorKey: number; monitorId: string; workspaceId: string }>(
    `WITH owner AS (
       SELECT monitor.key, monitor.id, monitor.workspace_id FROM heartbeat JOIN monitor ON monitor.key = heartbeat.monitor_key
         JOIN workspace ON workspace.id = monitor.workspace_id
       WHERE heartbeat.token = $1 AND monitor.deleted_at IS NULL AND workspace.deleted_at IS NULL
     ),
     recorded AS (
       UPDATE heartbeat SET last_at = $2, last_status = $3, last_message = $4, last_duration_ms = $5
       FROM owner WHERE monitor_key = owner.key AND (last_at IS NULL OR last_at <= $2)
     )
     SELECT key AS "monitorKey", id AS "monitorId", workspace_id AS "workspaceId" FROM owner`,
    [token, new Date(atMs), status, message, durationMs],
  )
  return rows[0] ?? null
}
