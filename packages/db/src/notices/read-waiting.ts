import { epochMs, type Queryable, timestampOf } from '../queryable.js'

/** What lies in the outbox. `due` could be tried now; of it some waits behind a breaker or an earlier delivery. */
export type Waiting = { waiting: number; due: number; oldestDueMs: number | null }

export async function readWaiting(client: Queryable, nowMs: number): Promise<Waiting> {
  const now = timestampOf('$1::float8')
  const { rows } = await client.query<Waiting>(
    `SELECT count(*)::int AS waiting, count(*) FILTER (WHERE next_attempt_at <= ${now})::int AS due,
       ${epochMs(`min(next_attempt_at) FILTER (WHERE next_attempt_at <= ${now})`)} AS "oldestDueMs"
     FROM delivery WHERE next_attempt_at IS NOT NULL AND state = 'waiting'`,
    [nowMs],
  )
  return rows[0] ?? { waiting: 0, due: 0, oldestDueMs: null }
}

/** When the next delivery becomes due; null when none is waiting for a time. */
export async function readNextDue(client: Queryable, nowMs: number): Promise<number | null> {
  const { rows } = await client.query<{ dueMs: number | null }>(
    `SELECT ${epochMs('min(next_attempt_at)')} AS "dueMs" FROM delivery
     WHERE next_attempt_at > ${timestampOf('$1::float8')} AND state = 'waiting'`,
    [nowMs],
  )
  return rows[0]?.dueMs ?? null
}
