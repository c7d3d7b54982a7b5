import type { ClaimedDelivery } from '@mointering/db/notices/claim-deliveries'

const MINUTE_MS = 60_000
const FIRST_RETRY_MS = 5000
const GROWTH = 3
const LONGEST_RETRY_MS = 30 * MINUTE_MS
/** A provider that asks for no patience at all is not asked at once again. */
const SHORTEST_WAIT_MS = 1000

/** So long a notice is tried on its channel, from the first attempt on. */
export const LONGEST_TRY_MS = 24 * 60 * MINUTE_MS
/** So long when somebody can be told on another channel instead: a notice that is a day late tells nobody. */
export const FALLBACK_AFTER_MS = 5 * MINUTE_MS
/** The longest that a provider may make its whole channel wait at once. */
export const LONGEST_PATIENCE_MS = 15 * MINUTE_MS

/** `random` from 0 up to 1. 5 s, 15 s, 45 s ... up to half an hour, each up to a fifth shorter or longer so that retries do not march in step. */
export const backOffMs = (attempt: number, random: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * GROWTH ** (attempt - 1)) * (0.8 + random * 0.4)

/**
 * When a delivery that failed is tried again, in epoch milliseconds; null when it is given up. After what the provider asked for, and then up to a fifth later,
 * where it asked; a test is tried once.
 */
export function retryAtMs(
  claimed: Pick<ClaimedDelivery, 'attempt' | 'firstAttemptMs' | 'hasFallback' | 'isTest'>,
  { nowMs, retryAfterMs, random }: { nowMs: number; retryAfterMs: number | null; random: number },
): number | null {
  if (claimed.isTest) return null
  const waitMs =
    retryAfterMs === null
      ? backOffMs(claimed.attempt, random)
      : Math.max(SHORTEST_WAIT_MS, retryAfterMs) * (1 + random * 0.2)
  const atMs = Math.ceil(nowMs + waitMs)
  return atMs - claimed.firstAttemptMs > (claimed.hasFallback ? FALLBACK_AFTER_MS : LONGEST_TRY_MS) ? null : atMs
}
