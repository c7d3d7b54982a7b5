/** How late a slot may still be dispatched, and its check begun, when the interval itself is shorter: hiccups must not cost 1 s monitors their slots. */
export const LATE_MS = 3000
const LONGEST_WAIT_MS = 60_000

/** The slot is worth dispatching while it is in progress, or is at most LATE_MS old. */
export const stillWorthwhile = (slotMs: number, intervalMs: number, nowMs: number): boolean =>
  nowMs - slotMs < Math.max(intervalMs, LATE_MS)

/** Until when a check dispatched now may begin. Counted from the dispatch, so that a slot dispatched late in its interval is still run. */
export const notAfterMs = (intervalMs: number, dispatchedMs: number): number =>
  dispatchedMs + Math.max(LATE_MS, Math.min(intervalMs, LONGEST_WAIT_MS))
