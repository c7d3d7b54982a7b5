/** What one check, or one slot, says about the target. `unknown` is our own fault or blindness: it opens and resolves nothing. */
export const VERDICTS = ['up', 'degraded', 'down', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

/** How a verdict is stored (smallint) and sent in numbers: its index in VERDICTS. */
export const VERDICT_CODE = { up: 0, degraded: 1, down: 2, unknown: 3 } as const satisfies Record<Verdict, number>

/** What a person sees of a monitor now: a confirmed verdict, or why there is none. */
export const STATUSES = ['pending', 'up', 'degraded', 'down', 'unknown', 'paused'] as const
export type Status = (typeof STATUSES)[number]
