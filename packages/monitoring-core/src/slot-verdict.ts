import { VERDICT_CODE, type Verdict } from './verdict.js'

/** One attempt at a slot from one region. Attempt 0 is the scheduled check; higher numbers came later. */
export type AttemptVerdict = { region: string | number; attempt: number; verdict: Verdict }

/**
 * The verdict of a slot from the results of all its regions and attempts. Of each region only the last attempt that could look counts: an `unknown` one
 * takes nothing back that was seen before. `unknown` when fewer than `minRegions` could look; `down` needs a strict majority of those that could; otherwise
 * `degraded` when any of them is not up, so a 1:1 tie is degraded. The order of the results and repeated results make no difference.
 */
export function judgeSlot(results: readonly AttemptVerdict[], minRegions = 1): Verdict {
  const lastOfRegion = new Map<string | number, AttemptVerdict>()
  for (const result of results) {
    const last = lastOfRegion.get(result.region)
    if (!last || supersedes(result, last)) lastOfRegion.set(result.region, result)
  }

  let usable = 0
  let down = 0
  let up = 0
  for (const { verdict } of lastOfRegion.values()) {
    if (verdict === 'unknown') continue
    usable++
    if (verdict === 'down') down++
    if (verdict === 'up') up++
  }
  if (usable < Math.max(1, minRegions)) return 'unknown'
  if (down * 2 > usable) return 'down'
  return up === usable ? 'up' : 'degraded'
}

/**
 * How many looks speak for `down`: of each region whose last word it is, the attempts since the last one that said otherwise. A region that could not look
 * adds nothing. Two regions that agree count as two looks, and so do a check and its re-check.
 */
export function countFailingLooks(results: readonly AttemptVerdict[]): number {
  const byRegion = new Map<string | number, Map<number, Verdict>>()
  for (const result of results) {
    if (result.verdict === 'unknown') continue
    const attempts = byRegion.get(result.region) ?? new Map<number, Verdict>()
    const known = attempts.get(result.attempt)
    if (known === undefined || VERDICT_CODE[result.verdict] < VERDICT_CODE[known])
      attempts.set(result.attempt, result.verdict)
    byRegion.set(result.region, attempts)
  }
  let looks = 0
  for (const attempts of byRegion.values()) {
    for (const [, verdict] of [...attempts].toSorted(([a], [b]) => b - a)) {
      if (verdict !== 'down') break
      looks++
    }
  }
  return looks
}

// The key of a result makes equal attempts impossible in storage; should they be handed in, the milder one counts, whatever the order.
function supersedes(result: AttemptVerdict, last: AttemptVerdict): boolean {
  const looked = result.verdict !== 'unknown'
  if (looked !== (last.verdict !== 'unknown')) return looked
  if (result.attempt !== last.attempt) return result.attempt > last.attempt
  return VERDICT_CODE[result.verdict] < VERDICT_CODE[last.verdict]
}
