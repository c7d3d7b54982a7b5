/** When a channel that fails again and again is left alone: after so many failures in a row, for a while that doubles, with one delivery as a probe in between. */
export const BREAKER = { failures: 5, firstPauseMs: 30_000, longestPauseMs: 10 * 60_000 } as const

/** SQL for how long the breaker opens, in milliseconds, after so many failures in a row. */
export const pauseMs = (failures: string): string =>
  `least(${BREAKER.longestPauseMs}, ${BREAKER.firstPauseMs} * power(2, least(20, ${failures} - ${BREAKER.failures})))`
