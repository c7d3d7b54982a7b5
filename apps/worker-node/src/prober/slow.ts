import { degraded, type Finding } from './finding.js'

/** Degraded when something took longer than the monitor's limit; null when it did not, or there is no limit. */
export function slowerThan(limitMs: number | null, tookMs: number, what = 'The check'): Finding | null {
  if (limitMs === null || tookMs <= limitMs) return null
  return degraded('slow', `${what} took ${Math.round(tookMs)} ms, more than the limit of ${limitMs} ms.`)
}
