import type { Queryable } from '@mointering/db/queryable'

/** The time of the database, in epoch milliseconds. */
export type DatabaseClock = {
  /** Asks the database. Rejects when it is away; then the time goes on from what it said last. */
  sync(): Promise<void>
  now(): number
}

/**
 * All notifiers go by the clock of the database, and in between by one that only runs forward: a machine whose clock is wrong, or jumps, neither takes a delivery
 * out of another's hands nor leaves one behind. Before the first answer it is the machine's own.
 */
export function createDatabaseClock(client: Queryable): DatabaseClock {
  let known = { ms: Date.now(), atMs: performance.now() }
  return {
    async sync() {
      const askedMs = performance.now()
      const { rows } = await client.query<{ ms: number }>("SELECT date_part('epoch', clock_timestamp()) * 1000 AS ms")
      const answeredMs = performance.now()
      const [row] = rows
      if (row) known = { ms: row.ms, atMs: (askedMs + answeredMs) / 2 }
    },
    now: () => Math.floor(known.ms + performance.now() - known.atMs),
  }
}
