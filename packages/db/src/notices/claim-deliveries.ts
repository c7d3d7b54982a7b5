import type pg from 'pg'
import { epochMs, timestampOf } from '../queryable.js'
import { inTransaction } from '../transaction.js'
import { BREAKER } from './breaker.js'
import { fallbackOf } from './fallback.js'
import { NOTHING_EARLIER } from './order.js'

/** A delivery that this process, and no other, is to try now. */
export type ClaimedDelivery = {
  id: string
  workspaceId: string
  channelId: string
  /** As it is stored: what api-contract's notice parses. */
  notice: unknown
  /** From 1. */
  attempt: number
  toldParts: string[]
  queuedMs: number
  checkedMs: number | null
  firstAttemptMs: number
  /** A test that a person waits for. */
  isTest: boolean
  /** The one delivery that finds out whether a broken channel works again. */
  isProbe: boolean
  /** Somebody else can be told when this channel cannot be reached. */
  hasFallback: boolean
  channelKind: string
  channelName: string
  /** As they are stored, with sealed secrets. */
  channelSettings: unknown
}

export type ClaimOptions = {
  nowMs: number
  /** Nobody else gets a claimed delivery for so long: when this process dies meanwhile it becomes due again. */
  leaseMs: number
  /** Deliveries at most. */
  limit: number
  /** Deliveries of one channel at once, those in hand included. */
  perChannel: number
  /** What this process is trying at the moment. */
  inHand: readonly { id: string; channelId: string }[]
  /** Called between the effects of the claim: see the notifier's fault points. */
  fault?: (point: string) => void | Promise<void>
}

/** `open`: takes deliveries; `probe`: was broken, and is tried with one; `broken`: takes tests alone. */
type Candidate = { id: string; mode: 'open' | 'probe' | 'broken' }

/**
 * Takes deliveries that are due: the longest waiting channels first, of each incident and channel only the earliest that waits, none of a channel whose
 * breaker is open but a test. The attempt is counted, and noted as cut off until somebody knows better, before anything is sent.
 */
export function claimDeliveries(pool: pg.Pool, options: ClaimOptions): Promise<ClaimedDelivery[]> {
  return inTransaction(pool, async (client) => {
    // Locked one notifier at a time, and looked into with a fresh snapshot: so two of them never see the same first delivery of an incident, nor probe twice.
    const candidates = await lockChannels(client, options)
    if (candidates.length === 0) return []
    const claimed = await claim(client, candidates, options)
    await options.fault?.('claim:taken')
    const probing = claimed.filter(({ isProbe }) => isProbe).map(({ channelId }) => channelId)
    if (probing.length > 0)
      await client.query(`UPDATE channel SET broken_until = ${timestampOf('$2::float8')} WHERE id = ANY($1::uuid[])`, [
        probing,
        options.nowMs + options.leaseMs,
      ])
    return claimed
  })
}

async function lockChannels(client: pg.PoolClient, { nowMs, limit, perChannel, inHand }: ClaimOptions) {
  const counts = new Map<string, number>()
  for (const { channelId } of inHand) counts.set(channelId, (counts.get(channelId) ?? 0) + 1)
  const full = [...counts].filter(([, count]) => count >= perChannel).map(([id]) => id)
  // NO KEY: whoever queues deliveries holds a share of the channel's key, and neither waits for the other.
  const { rows } = await client.query<Candidate>(
    `SELECT channel.id,
       CASE WHEN channel.broken_until > ${timestampOf('$1::float8')} THEN 'broken' WHEN channel.failures >= ${BREAKER.failures} THEN 'probe' ELSE 'open' END AS mode
     FROM channel JOIN workspace ON workspace.id = channel.workspace_id AND workspace.deleted_at IS NULL JOIN (
       SELECT channel_id, min(next_attempt_at) AS oldest, bool_or(starts_with(event_key, 'test:')) AS has_test FROM delivery
       WHERE next_attempt_at <= ${timestampOf('$1::float8')} AND state = 'waiting' GROUP BY channel_id
     ) due ON due.channel_id = channel.id
     WHERE channel.enabled AND channel.id <> ALL($2::uuid[])
       AND (channel.broken_until IS NULL OR channel.broken_until <= ${timestampOf('$1::float8')} OR due.has_test)
     ORDER BY due.oldest LIMIT $3 FOR NO KEY UPDATE OF channel SKIP LOCKED`,
    [nowMs, full, limit],
  )
  return rows.map(({ id, mode }) => ({
    id,
    mode,
    room: mode === 'probe' ? 1 : perChannel - (counts.get(id) ?? 0),
  }))
}

async function claim(
  client: pg.PoolClient,
  candidates: readonly (Candidate & { room: number })[],
  { nowMs, leaseMs, limit, inHand }: ClaimOptions,
): Promise<ClaimedDelivery[]> {
  const { rows } = await client.query<ClaimedDelivery>(
    `WITH chosen AS (
       SELECT picked.id, candidate.mode FROM unnest($1::uuid[], $2::text[], $3::int[]) AS candidate (id, mode, room)
       CROSS JOIN LATERAL (
         SELECT delivery.id FROM delivery
         WHERE delivery.channel_id = candidate.id AND delivery.state = 'waiting' AND delivery.next_attempt_at <= ${timestampOf('$4::float8')}
           AND (candidate.mode <> 'broken' OR starts_with(delivery.event_key, 'test:'))
           AND delivery.id <> ALL($7::uuid[]) AND ${NOTHING_EARLIER}
         ORDER BY delivery.next_attempt_at, delivery.seq LIMIT candidate.room FOR UPDATE SKIP LOCKED
       ) picked
       LIMIT $6
     ), claimed AS (
       UPDATE delivery SET attempts = attempts + 1, next_attempt_at = ${timestampOf('$5::float8')},
         first_attempt_at = coalesce(first_attempt_at, ${timestampOf('$4::float8')})
       FROM chosen WHERE delivery.id = chosen.id
       RETURNING delivery.*, chosen.mode
     ), noted AS (
       INSERT INTO delivery_attempt (delivery_id, attempt, at, duration_ms, outcome, message)
       SELECT id, attempts, ${timestampOf('$4::float8')}, 0, 'unsure', '${CUT_OFF}' FROM claimed ON CONFLICT DO NOTHING
     )
     SELECT claimed.id, claimed.workspace_id AS "workspaceId", claimed.channel_id AS "channelId", claimed.notice, claimed.attempts AS attempt,
       claimed.told_parts AS "toldParts", ${epochMs('claimed.queued_at')} AS "queuedMs", ${epochMs('claimed.checked_at')} AS "checkedMs",
       ${epochMs('claimed.first_attempt_at')} AS "firstAttemptMs", starts_with(claimed.event_key, 'test:') AS "isTest", claimed.mode = 'probe' AS "isProbe",
       ${fallbackOf('channel', 'claimed')} IS NOT NULL AS "hasFallback",
       channel.kind AS "channelKind", channel.name AS "channelName", channel.settings AS "channelSettings"
     FROM claimed JOIN channel ON channel.id = claimed.channel_id ORDER BY claimed.seq`,
    [
      candidates.map(({ id }) => id),
      candidates.map(({ mode }) => mode),
      candidates.map(({ room }) => room),
      nowMs,
      nowMs + leaseMs,
      limit,
      inHand.map(({ id }) => id),
    ],
  )
  return rows
}

const CUT_OFF = 'Being tried, or cut off before anybody knew how it went'
