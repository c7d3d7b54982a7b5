import type pg from 'pg'
import { inTransaction } from '../transaction.js'

/** How long a deletion can be undone. */
export const UNDO_MS = 24 * 3_600_000
const AT_ONCE = 20

/**
 * Removes monitors for good that were deleted at least UNDO_MS ago, with their results and rollups; up to 20 in a call, each in a transaction of its own. Returns
 * how many: call again while it is not 0. A result that arrives even later is left to retention.
 */
export async function purgeDeletedMonitors(pool: pg.Pool, nowMs: number): Promise<number> {
  const { rows } = await pool.query<{ key: number }>(
    'SELECT key FROM monitor WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2',
    [new Date(nowMs - UNDO_MS), AT_ONCE],
  )
  let purged = 0
  for (const { key } of rows) {
    if (await purge(pool, key, nowMs)) purged++
  }
  return purged
}

async function purge(pool: pg.Pool, key: number, nowMs: number): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    // Undone in this moment? The row lock decides.
    const found = await client.query('SELECT FROM monitor WHERE key = $1 AND deleted_at < $2 FOR UPDATE', [
      key,
      new Date(nowMs - UNDO_MS),
    ])
    if (found.rowCount === 0) return false
    await removeMonitor(client, key)
    return true
  })
}

/** Removes a monitor with everything that it left, in the caller's transaction. */
export async function removeMonitor(client: pg.PoolClient, key: number): Promise<void> {
  for (const table of ['check_result', 'check_evidence', 'check_rollup_hour', 'check_rollup_day', 'dirty_hour']) {
    await client.query(`DELETE FROM ${table} WHERE monitor_key = $1`, [key])
  }
  await client.query('DELETE FROM monitor WHERE key = $1', [key])
}
