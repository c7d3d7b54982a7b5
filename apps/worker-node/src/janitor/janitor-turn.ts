import type pg from 'pg'

/** "MNTR" and a number of our own: see the advisory locks of packages/db. */
const LOCK = [0x4d4e5452, 100] as const

/**
 * Runs `work` when no other janitor is at it, and answers whether it did. The lock belongs to a connection and falls with it, so a killed
 * process never leaves it behind.
 */
export async function takeTurn(pool: pg.Pool, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS mine', [...LOCK])
    if (!rows[0]?.mine) return false
    try {
      await work()
    } finally {
      await client.query('SELECT pg_advisory_unlock($1, $2)', [...LOCK])
    }
    return true
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.release(broken)
  }
}
