/** Judged slots of a window, by verdict. */
export type SlotCounts = { up: number; degraded: number; down: number; unknown: number }

/** Ratios 0 to 1, null where the divisor is 0; `expected` and `observed` in slots. */
export type Uptime = { uptime: number | null; coverage: number | null; expected: number; observed: number }

export const NO_SLOTS: Readonly<SlotCounts> = { up: 0, degraded: 0, down: 0, unknown: 0 }

/** The counts of two windows together. Neither argument is changed. */
export function addCounts(a: Readonly<SlotCounts>, b: Readonly<SlotCounts>): SlotCounts {
  return {
    up: a.up + b.up,
    degraded: a.degraded + b.degraded,
    down: a.down + b.down,
    unknown: a.unknown + b.unknown,
  }
}

/**
 * Uptime = (up + degraded) / observed, where observed slots are those with a verdict other than unknown: what nobody saw is neither good nor bad.
 * Coverage = observed / expected, at most 1 (a result may outlive the revision that expected it). Null where there is nothing to divide by.
 */
export function uptimeOf(counts: Readonly<SlotCounts>, expected: number): Uptime {
  const good = counts.up + counts.degraded
  const observed = good + counts.down
  return {
    uptime: observed === 0 ? null : good / observed,
    coverage: expected === 0 ? null : Math.min(1, observed / expected),
    expected,
    observed,
  }
}
