/** Half-open: [fromMs, toMs), epoch milliseconds. */
export type TimeSpan = { fromMs: number; toMs: number }

export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** The last multiple of `unitMs` since 1970 at or before an instant. Hours and days are those of UTC. */
export const floorTo = (ms: number, unitMs: number): number => Math.floor(ms / unitMs) * unitMs
export const ceilTo = (ms: number, unitMs: number): number => Math.ceil(ms / unitMs) * unitMs

/** Where a window is read from: stretches of raw rows, of hourly and of daily rollups that together cover it exactly once. */
export type Sources = { raw: TimeSpan[]; hours: TimeSpan[]; days: TimeSpan[] }

/**
 * Splits a window by what is rolled up: whole days, then whole hours, and the raw rows of the rest. Everything before `rolledUpToMs` (a full hour) is in the rollups. No daily rollup spans one
 * of `cuts` (full hours), so that sums can be taken from a cut on; with `coarsest` `hour` or `raw` the coarser rollups are left out.
 */
export function sourcesOf(
  window: TimeSpan,
  {
    rolledUpToMs,
    cuts = [],
    coarsest = 'day',
  }: { rolledUpToMs: number; cuts?: readonly number[]; coarsest?: 'day' | 'hour' | 'raw' },
): Sources {
  const sources: Sources = { raw: [], hours: [], days: [] }
  const rolledFrom = ceilTo(window.fromMs, HOUR_MS)
  const rolledTo = Math.min(floorTo(window.toMs, HOUR_MS), rolledUpToMs)
  if (coarsest === 'raw' || rolledFrom >= rolledTo) {
    add(sources.raw, window.fromMs, window.toMs)
    return sources
  }
  add(sources.raw, window.fromMs, rolledFrom)
  let at = rolledFrom
  while (at < rolledTo) {
    const dayEnds = floorTo(at, DAY_MS) + DAY_MS
    const whole = at === dayEnds - DAY_MS && dayEnds <= rolledTo && !cuts.some((cut) => cut > at && cut < dayEnds)
    const next = Math.min(dayEnds, rolledTo)
    add(whole && coarsest === 'day' ? sources.days : sources.hours, at, next)
    at = next
  }
  add(sources.raw, rolledTo, window.toMs)
  return sources
}

/** Appends a stretch, or lengthens the last one that it continues. */
function add(spans: TimeSpan[], fromMs: number, toMs: number): void {
  if (fromMs >= toMs) return
  const last = spans.at(-1)
  if (last?.toMs === fromMs) last.toMs = toMs
  else spans.push({ fromMs, toMs })
}
