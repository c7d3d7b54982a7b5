/** The phases of a check, in their order. */
export const PHASES = ['dns', 'connect', 'tls', 'ttfb', 'transfer'] as const
export type Phase = (typeof PHASES)[number]

/** How long each phase took in the middle (median, milliseconds) of so many checks; null where it did not happen. */
export type TypicalPhases = { checks: number } & Readonly<Record<Phase, number | null>>

export type GrownPhase = { phase: Phase; usualMs: number; nowMs: number }

/** Fewer checks say nothing about what is usual. */
const FEWEST_USUAL = 10
/** Less than this, and less than twice as long, is the weather of the internet. */
const LEAST_GROWTH_MS = 30
const LEAST_FACTOR = 2

/** The phases that take notably longer than usual, those that grew most first. Empty when too little is known. Pure. */
export function grownPhases(now: TypicalPhases, usual: TypicalPhases): GrownPhase[] {
  if (now.checks === 0 || usual.checks < FEWEST_USUAL) return []
  return PHASES.flatMap((phase): GrownPhase[] => {
    const [nowMs, usualMs] = [now[phase], usual[phase]]
    if (nowMs === null || usualMs === null) return []
    const isGrown = nowMs - usualMs >= LEAST_GROWTH_MS && nowMs >= usualMs * LEAST_FACTOR
    return isGrown ? [{ phase, usualMs, nowMs }] : []
  }).toSorted((a, b) => b.nowMs - b.usualMs - (a.nowMs - a.usualMs))
}
