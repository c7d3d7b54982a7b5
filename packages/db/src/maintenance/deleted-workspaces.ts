import { WORKSPACE_GRACE_DAYS } from '@mointering/api-contract/http/workspaces'
import type pg from 'pg'
import { inTransaction } from '../transaction.js'
import { removeMonitor } from './deleted-monitors.js'

const DAY_MS = 86_400_000
export const WORKSPACE_GRACE_MS = WORKSPACE_GRACE_DAYS * DAY_MS
/** Clocks differ: nobody who may still bring it back finds it half removed. */
const MARGIN_MS = 3_600_000
const MONITORS_AT_ONCE = 20
const WORKSPACES_AT_ONCE = 20

/**
 * Removes workspaces for good whose grace is over (by an hour at least): first their monitors with all results, up to 20 in a call and each in a transaction of its
 * own; then, once empty, the workspaces with their members, invitations and API keys. Lines of the audit log stay. Returns how many of each
 * went: call again while it is not 0.
 */
export async function purgeDeletedWorkspaces(
  pool: pg.Pool,
  nowMs: number,
): Promise<{ monitors: number; workspaces: number }> {
  const before = new Date(nowMs - WORKSPACE_GRACE_MS - MARGIN_MS)
  const { rows } = await pool.query<{ key: number }>(
    `SELECT monitor.key FROM monitor JOIN workspace ON workspace.id = monitor.workspace_id
     WHERE workspace.deleted_at < $1 ORDER BY workspace.deleted_at, monitor.key LIMIT $2`,
    [before, MONITORS_AT_ONCE],
  )
  for (const { key } of rows) await inTransaction(pool, (client) => removeMonitor(client, key))
  if (rows.length === MONITORS_AT_ONCE) return { monitors: rows.length, workspaces: 0 }
  return { monitors: rows.length, workspaces: await removeEmptyWorkspaces(pool, before) }
}

async function removeEmptyWorkspaces(pool: pg.Pool, before: Date): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM workspace
       WHERE deleted_at < $1 AND NOT EXISTS (SELECT FROM monitor WHERE monitor.workspace_id = workspace.id)
       ORDER BY deleted_at LIMIT $2 FOR UPDATE`,
      [before, WORKSPACES_AT_ONCE],
    )
    const ids = rows.map(({ id }) => id)
    await client.query('DELETE FROM idempotency_key WHERE workspace_id = ANY($1::uuid[])', [ids])
    await client.query('DELETE FROM workspace WHERE id = ANY($1::uuid[])', [ids])
    return ids.length
  })
}
