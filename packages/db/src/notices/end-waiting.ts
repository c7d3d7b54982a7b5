import type pg from 'pg'
import { epochMs, type Queryable, timestampOf } from '../queryable.js'
import { inTransaction } from '../transaction.js'
import { BREAKER } from './breaker.js'
import { fallbackOf, tellFallback } from './fallback.js'
import { NOTHING_EARLIER } from './order.js'

/** Drops what is due on channels that are switched off and in workspaces that are deleted: nobody wants it any more. Gives back how many. */
export async function dropUnwanted(client: Queryable, nowMs: number): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE delivery SET state = 'dropped', next_attempt_at = NULL,
       last_error = CASE WHEN workspace.deleted_at IS NOT NULL THEN 'The workspace was deleted' ELSE 'The channel is switched off' END
     FROM channel JOIN workspace ON workspace.id = channel.workspace_id
     WHERE channel.id = delivery.channel_id AND delivery.state = 'waiting' AND delivery.next_attempt_at <= ${timestampOf('$1::float8')}
       AND (NOT channel.enabled OR workspace.deleted_at IS NOT NULL)`,
    [nowMs],
  )
  return rowCount ?? 0
}

const MOST_AT_ONCE = 100

/**
 * Gives up what has waited too long behind an open breaker, where an attempt would say nothing new, and tells the fall-back channels: after `withFallbackMs`
 * where there is one, else after `longestMs`. Gives back how many, and how many of them are told elsewhere.
 */
export function giveUpOverdue(
  pool: pg.Pool,
  { nowMs, longestMs, withFallbackMs }: { nowMs: number; longestMs: number; withFallbackMs: number },
): Promise<{ dead: number; toldFallback: number }> {
  return inTransaction(pool, async (client) => {
    const now = timestampOf('$1::float8')
    const { rows } = await client.query<{ id: string }>(
      `SELECT delivery.id FROM delivery JOIN channel ON channel.id = delivery.channel_id
       WHERE delivery.state = 'waiting' AND delivery.next_attempt_at <= ${now} AND channel.failures >= ${BREAKER.failures} AND channel.broken_until > ${now}
         AND ${epochMs('coalesce(delivery.first_attempt_at, delivery.next_attempt_at)')}
           <= $1::float8 - CASE WHEN ${fallbackOf('channel', 'delivery')} IS NULL THEN $2::float8 ELSE $3::float8 END
         AND ${NOTHING_EARLIER}
       ORDER BY delivery.seq LIMIT ${MOST_AT_ONCE} FOR UPDATE OF delivery SKIP LOCKED`,
      [nowMs, longestMs, withFallbackMs],
    )
    let toldFallback = 0
    for (const { id } of rows) {
      await client.query(
        `UPDATE delivery SET state = 'dead', next_attempt_at = NULL, last_error = 'Given up: ' || coalesce(delivery.last_error, channel.last_error, 'the channel could not be reached')
         FROM channel WHERE delivery.id = $1 AND channel.id = delivery.channel_id`,
        [id],
      )
      if (await tellFallback(client, id, nowMs)) toldFallback += 1
    }
    return { dead: rows.length, toldFallback }
  })
}
