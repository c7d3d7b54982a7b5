import type pg from 'pg'

const AT_ONCE = 20_000

/**
 * Removes entries of the audit log that are older than `days`, the oldest first; up to 20,000 in a call, so that no statement takes long. Returns how many: call
 * again while it is not 0.
 */
export async function removeOldAuditEntries(pool: pg.Pool, rules: { nowMs: number; days: number }): Promise<number> {
  const before = new Date(rules.nowMs - rules.days * 86_400_000)
  const { rowCount } = await pool.query(
    `DELETE FROM audit_entry WHERE id = ANY (ARRAY(SELECT id FROM audit_entry WHERE at < $1 ORDER BY at LIMIT $2))`,
    [before, AT_ONCE],
  )
  return rowCount ?? 0
}
