import type pg from 'pg'

/** First half of our advisory lock keys ("MNTR"), so that other programs in the same database do not collide with us. */
const LOCK_SPACE = 0x4d4e5452
const LOCKS = { migrate: 1, storage: 2, rollup: 3, secrets: 4 } as const

/**
 * Runs `work` while this process alone, among all that use the database, holds the named lock; waits for it as long as it takes. The lock
 * belongs to the connection given to `work` and falls with it, so a killed process never leaves it behind.
 */
export async function withAdvisoryLock<Result>(
  pool: pg.Pool,
  name: keyof typeof LOCKS,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onBroken = (error: Error) => {
    broken ??= error
  }
  // A connection that is lost while nothing is asked says so here, and without a listener ends the process.
  client.on('error', onBroken)
  try {
    // Another process may hold the lock for a long migration or compression, which the pool's statement timeout must not cut.
    await client.query('SET statement_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1, $2)', [LOCK_SPACE, LOCKS[name]])
    return await work(client)
  } finally {
    try {
      await client.query('SELECT pg_advisory_unlock($1, $2)', [LOCK_SPACE, LOCKS[name]])
      await client.query('RESET statement_timeout')
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error))
    }
    client.off('error', onBroken)
    client.release(broken)
  }
}
