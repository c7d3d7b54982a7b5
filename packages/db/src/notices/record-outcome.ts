import type pg from 'pg'
import { type Queryable, timestampOf } from '../queryable.js'
import { inTransaction } from '../transaction.js'
import { BREAKER, pauseMs } from './breaker.js'
import type { ClaimedDelivery } from './claim-deliveries.js'
import { tellFallback } from './fallback.js'

/** How an attempt went, for the log of the delivery. */
export type AttemptFacts = { atMs: number; durationMs: number; httpStatus: number | null }
type Claim = Pick<ClaimedDelivery, 'id' | 'attempt' | 'channelId' | 'isProbe'>

const LONGEST_TEXT = 500
/** What a provider said, as it can be stored: PostgreSQL takes every character but one. */
const short = (text: string): string => text.replaceAll('\0', '').slice(0, LONGEST_TEXT)

/**
 * The channel first, then its deliveries: so does whoever deletes a channel, and two that lock in the same order never wait for each other in a circle.
 * The fall-back before the channel that names it, for the same reason.
 */
async function lockChannel(client: pg.PoolClient, channelId: string, { withFallback = false } = {}): Promise<void> {
  if (withFallback)
    await client.query('SELECT FROM channel WHERE id = (SELECT fallback_id FROM channel WHERE id = $1) FOR KEY SHARE', [
      channelId,
    ])
  await client.query('SELECT FROM channel WHERE id = $1 FOR NO KEY UPDATE', [channelId])
}

/**
 * The provider has taken it. True also for one whose claim ran out meanwhile, as long as nobody else ended it: it was told. Closes the breaker of the channel.
 * Gives back whether this ended the delivery.
 */
export function recordSent(
  pool: pg.Pool,
  claim: Claim,
  sent: AttemptFacts & { sentMs: number; receipt: string | null; note: string | null },
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await lockChannel(client, claim.channelId)
    const { rowCount } = await client.query(
      `WITH ended AS (
       UPDATE delivery SET state = 'sent', next_attempt_at = NULL, sent_at = ${timestampOf('$2::float8')}, receipt = $3, last_error = $4
       WHERE id = $1 AND state = 'waiting' RETURNING channel_id
     ), healthy AS (
       UPDATE channel SET failures = 0, broken_until = CASE WHEN failures >= ${BREAKER.failures} THEN NULL ELSE broken_until END, last_error = NULL,
         last_sent_at = greatest(last_sent_at, ${timestampOf('$2::float8')})
       FROM ended WHERE channel.id = ended.channel_id
     ), noted AS (${noteAttempt('$1', '$5')})
     SELECT FROM ended`,
      [
        claim.id,
        sent.sentMs,
        sent.receipt === null ? null : short(sent.receipt),
        sent.note === null ? null : short(sent.note),
        ...attemptValues(claim, sent, 'sent', sent.note),
      ],
    )
    return rowCount === 1
  })
}

export type PassingFailure = AttemptFacts & {
  nowMs: number
  reason: string
  retryAtMs: number
  /** `unsure`: it was cut off before an answer, so that the provider may have taken it. */
  outcome: 'passing' | 'unsure'
  /** It says something about the channel: so many in a row open its breaker. */
  countsAgainstChannel: boolean
  /** The provider wants nobody to come before; for the whole channel. */
  channelWaitsUntilMs: number | null
}

/** It is tried again, unless somebody else has claimed it by now. Gives back whether the breaker of the channel is open now. */
export function recordFailure(pool: pg.Pool, claim: Claim, failure: PassingFailure): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await lockChannel(client, claim.channelId)
    const now = timestampOf('$2::float8')
    const waits = timestampOf('$6::float8')
    const { rows } = await client.query<{ isBroken: boolean }>(
      `WITH waiting AS (
       UPDATE delivery SET next_attempt_at = ${timestampOf('$3::float8')}, last_error = $4 WHERE id = $1 AND state = 'waiting' AND attempts = $9
     ), noted AS (${noteAttempt('$1', '$9')})
     UPDATE channel SET last_error = $4, failures = failures + $5::int,
       broken_until = CASE
         WHEN $5::int = 1 AND failures + 1 >= ${BREAKER.failures} THEN ${now} + ${pauseMs('failures + 1')} * interval '1 ms'
         WHEN $6::float8 IS NOT NULL THEN CASE WHEN $7 THEN ${waits} ELSE greatest(broken_until, ${waits}) END
         WHEN $7 THEN ${now} ELSE broken_until END
     WHERE id = $8 RETURNING failures >= ${BREAKER.failures} AND broken_until > ${now} AS "isBroken"`,
      [
        claim.id,
        failure.nowMs,
        failure.retryAtMs,
        short(failure.reason),
        failure.countsAgainstChannel ? 1 : 0,
        failure.channelWaitsUntilMs,
        claim.isProbe,
        claim.channelId,
        ...attemptValues(claim, failure, failure.outcome, failure.reason),
      ],
    )
    return rows[0]?.isBroken ?? false
  })
}

/** What became of a delivery that nobody tries any more. */
export type Ended = { ended: boolean; toldFallback: boolean }

/**
 * Gives a delivery up, and tells the fall-back channel in its place, in one transaction. `answered`: the channel was there and refused, so its breaker closes:
 * what waits behind it is refused as quickly. Does nothing when somebody else has claimed it by now.
 */
export function recordDead(
  pool: pg.Pool,
  claim: Claim,
  failure: AttemptFacts & {
    nowMs: number
    reason: string
    outcome: 'passing' | 'permanent' | 'unsure'
    answered: boolean
  },
  fault?: (point: string) => void | Promise<void>,
): Promise<Ended> {
  return inTransaction(pool, async (client) => {
    await lockChannel(client, claim.channelId, { withFallback: true })
    const { rowCount } = await client.query(
      `WITH noted AS (${noteAttempt('$1', '$3')})
       UPDATE delivery SET state = 'dead', next_attempt_at = NULL, last_error = $2 WHERE id = $1 AND state = 'waiting' AND attempts = $3`,
      [claim.id, short(failure.reason), ...attemptValues(claim, failure, failure.outcome, failure.reason)],
    )
    await fault?.('dead:noted')
    await client.query(
      `UPDATE channel SET last_error = $2, failures = CASE WHEN $3 THEN 0 ELSE failures + 1 END,
         broken_until = CASE WHEN $3 THEN NULL
           WHEN failures + 1 >= ${BREAKER.failures} THEN ${timestampOf('$4::float8')} + ${pauseMs('failures + 1')} * interval '1 ms' ELSE broken_until END
       WHERE id = $1`,
      [claim.channelId, short(failure.reason), failure.answered, failure.nowMs],
    )
    if (rowCount !== 1) return { ended: false, toldFallback: false }
    return { ended: true, toldFallback: await tellFallback(client, claim.id, failure.nowMs) }
  })
}

/** Notes that one recipient of several was told: another attempt leaves it out. */
export async function recordTold(client: Queryable, deliveryId: string, part: string): Promise<void> {
  await client.query(
    `UPDATE delivery SET told_parts = array_append(told_parts, $2) WHERE id = $1 AND NOT $2 = ANY(told_parts)`,
    [deliveryId, part],
  )
}

/** SQL that notes how an attempt went; its values follow from `attempt` on: see attemptValues. */
function noteAttempt(id: string, attempt: string): string {
  const first = Number(attempt.slice(1))
  const value = (offset: number, type: string) => `$${first + offset}::${type}`
  // Selected, not plain values: where the delivery is gone, with its channel, there is nothing to note.
  return `INSERT INTO delivery_attempt (delivery_id, attempt, at, duration_ms, outcome, http_status, message)
    SELECT id, ${value(0, 'int')}, ${timestampOf(value(1, 'float8'))}, ${value(2, 'float8')}, ${value(3, 'text')}, ${value(4, 'int')}, ${value(5, 'text')}
    FROM delivery WHERE id = ${id}
    ON CONFLICT (delivery_id, attempt) DO UPDATE SET at = excluded.at, duration_ms = excluded.duration_ms, outcome = excluded.outcome,
      http_status = excluded.http_status, message = excluded.message`
}

const attemptValues = (
  { attempt }: Claim,
  { atMs, durationMs, httpStatus }: AttemptFacts,
  outcome: string,
  message: string | null,
) => [attempt, atMs, durationMs, outcome, httpStatus, message === null ? null : short(message)]
