import type pg from 'pg'

/**
 * Runs `work` in one transaction and returns its result after the commit. When `work` or the commit fails everything is rolled
 * back and the error passed on. A connection that cannot even roll back is thrown away.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  const onBroken = (error: Error) => {
    broken ??= error
  }
  // A connection that is lost between two queries says so here, and without a listener ends the process; the next query rejects.
  client.on('error', onBroken)
  try {
    return await inTransactionOn(client, work, onBroken)
  } finally {
    client.off('error', onBroken)
    client.release(broken)
  }
}

/** The same on a connection that the caller has, and goes on with: a pool of one has no second. */
export async function inTransactionOn<Result>(
  client: pg.PoolClient,
  work: (client: pg.PoolClient) => Promise<Result>,
  onBroken: (error: Error) => void = () => undefined,
): Promise<Result> {
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(onBroken)
    throw error
  }
}
