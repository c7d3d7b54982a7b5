import type { ClaimedDelivery } from '@mointering/db/notices/claim-deliveries'
import { recordDead, recordFailure, recordSent } from '@mointering/db/notices/record-outcome'
import type pg from 'pg'
import type { Tried } from './attempt.js'
import type { NotifierEvents } from './events.js'
import type { Fault } from './fault.js'
import { LONGEST_PATIENCE_MS, retryAtMs } from './retry.js'

export type AttemptTimes = { atMs: number; endedMs: number; durationMs: number }
type RecordDeps = { pool: pg.Pool; events: NotifierEvents; fault: Fault; random: () => number }

/** Stores how an attempt went, and what comes next: nothing, another attempt, or the fall-back channel. May be called again when it rejects. */
export function createRecord({ pool, events, fault, random }: RecordDeps) {
  return async function record(claimed: ClaimedDelivery, tried: Tried, times: AttemptTimes): Promise<void> {
    const { atMs, durationMs, endedMs: nowMs } = times
    const { httpStatus } = tried
    if (tried.kind === 'sent') {
      const note = tried.note ?? null
      const facts = { atMs, durationMs, httpStatus, sentMs: nowMs, receipt: tried.receipt, note }
      if (await recordSent(pool, claimed, facts)) events.sent(claimed, nowMs, note)
      else events.lostRace(claimed)
      return
    }
    const facts = { atMs, durationMs, httpStatus, nowMs, reason: tried.reason }
    const outcome = logOutcomeOf(tried)
    const nextMs =
      tried.kind === 'permanent'
        ? null
        : retryAtMs(claimed, { nowMs, random: random(), retryAfterMs: retryAfterOf(tried) })
    if (nextMs === null) {
      const answered = tried.kind === 'permanent'
      const { ended, toldFallback } = await recordDead(pool, claimed, { ...facts, outcome, answered }, fault)
      if (ended) events.gaveUp(claimed, { outcome, httpStatus, toldFallback })
      else events.lostRace(claimed)
      return
    }
    const patienceMs = tried.kind === 'passing' ? tried.retryAfterMs : null
    const isBroken = await recordFailure(pool, claimed, {
      ...facts,
      outcome: outcome === 'unsure' ? 'unsure' : 'passing',
      retryAtMs: nextMs,
      // Who asks for patience is there: the channel waits, and its breaker stays closed.
      countsAgainstChannel: patienceMs === null && !('isOurs' in tried && tried.isOurs),
      channelWaitsUntilMs: patienceMs === null ? null : nowMs + Math.min(patienceMs, LONGEST_PATIENCE_MS),
    })
    events.willRetry(claimed, { outcome, httpStatus, retryAtMs: nextMs })
    if (isBroken) events.broken(claimed)
  }
}

/** The outcome as the log of the delivery has it. */
export const logOutcomeOf = ({ kind }: Tried): 'passing' | 'permanent' | 'unsure' =>
  kind === 'permanent' || kind === 'unsure' ? kind : 'passing'

const retryAfterOf = (tried: Tried): number | null => (tried.kind === 'passing' ? tried.retryAfterMs : null)
