import type pg from 'pg'
import { timestampOf } from '../queryable.js'

const LONGEST_LINE = 10

/**
 * SQL for the id of the channel that is told in the place of `channel` (an alias): its fall-back, or where that is switched off the fall-back of that one.
 * Null without one, and when `delivery` (an alias) tells something that this channel was told, or is to be told, anyhow: so a ring of fall-backs ends.
 */
export const fallbackOf = (channel: string, delivery: string): string => `(
  WITH RECURSIVE line (id, enabled, next, length) AS (
    SELECT f.id, f.enabled, f.fallback_id, 1 FROM channel f WHERE f.id = ${channel}.fallback_id AND f.workspace_id = ${channel}.workspace_id
    UNION ALL
    SELECT f.id, f.enabled, f.fallback_id, line.length + 1 FROM line JOIN channel f ON f.id = line.next AND f.workspace_id = ${channel}.workspace_id
    WHERE NOT line.enabled AND line.length < ${LONGEST_LINE}
  )
  SELECT line.id FROM line
  WHERE line.enabled AND NOT starts_with(${delivery}.event_key, 'test:')
    AND NOT EXISTS (SELECT FROM delivery known WHERE known.channel_id = line.id AND known.event_key = ${delivery}.event_key)
  LIMIT 1)`

/** Queues what a dead delivery told on the fall-back of its channel, in the transaction in which it died. Gives back whether there is one. */
export async function tellFallback(client: pg.PoolClient, deadId: string, nowMs: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO delivery (id, workspace_id, channel_id, event_key, incident_id, severity, notice, checked_at, next_attempt_at, instead_of)
     SELECT made.id, dead.workspace_id, made.channel_id, dead.event_key, dead.incident_id, dead.severity,
       jsonb_set(CASE WHEN jsonb_array_length(dead.notice->'facts') < 20 THEN jsonb_insert(dead.notice, '{facts,-1}', made.fact, true) ELSE dead.notice END,
         '{id}', to_jsonb(made.id::text)),
       dead.checked_at, ${timestampOf('$2::float8')}, dead.id
     FROM delivery dead JOIN channel ON channel.id = dead.channel_id
     CROSS JOIN LATERAL (
       SELECT gen_random_uuid() AS id, ${fallbackOf('channel', 'dead')} AS channel_id,
         jsonb_build_object('label', 'Told here because', 'value', left(channel.name, 400) || ' could not be reached') AS fact
     ) made
     WHERE dead.id = $1 AND made.channel_id IS NOT NULL
     ON CONFLICT (channel_id, event_key) DO NOTHING`,
    [deadId, nowMs],
  )
  return rowCount === 1
}
