import { hash32 } from './hash.js'

// Slots are the instants t, in epoch milliseconds, with (t - anchor) mod interval = 0. All of it is UTC arithmetic on whole
// numbers: no time zone, no daylight saving, no accumulated rounding.

/** Where the slots of a monitor lie within its interval: 0 <= anchor < intervalMs, spread evenly over ids. Throws RangeError for an interval that is not a positive whole number. */
export function anchorMs(monitorId: string, intervalMs: number): number {
  return hash32(monitorId) % requireInterval(intervalMs)
}

/** The latest slot at or before an instant; both in epoch milliseconds. */
export function slotAtOrBefore(anchor: number, intervalMs: number, atMs: number): number {
  return atMs - modulo(atMs - anchor, requireInterval(intervalMs))
}

/** The earliest slot strictly after an instant; both in epoch milliseconds. */
export function nextSlot(anchor: number, intervalMs: number, afterMs: number): number {
  return slotAtOrBefore(anchor, intervalMs, afterMs) + intervalMs
}

/** The earliest slot at or after an instant; both in epoch milliseconds. */
export function slotAtOrAfter(anchor: number, intervalMs: number, atMs: number): number {
  return atMs + modulo(anchor - atMs, requireInterval(intervalMs))
}

/** How many slots lie in [fromMs, toMs), in constant time. 0 when the window is empty or reversed. */
export function countSlots(anchor: number, intervalMs: number, fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return 0
  const first = slotAtOrAfter(anchor, intervalMs, fromMs)
  const end = slotAtOrAfter(anchor, intervalMs, toMs)
  return (end - first) / intervalMs
}

/** The remainder with the sign of the divisor: always 0 <= result < divisor. */
function modulo(value: number, divisor: number): number {
  const remainder = value % divisor
  return remainder < 0 ? remainder + divisor : remainder
}

function requireInterval(intervalMs: number): number {
  if (!Number.isSafeInteger(intervalMs) || intervalMs <= 0) {
    throw new RangeError(`An interval is a positive whole number of milliseconds, not ${intervalMs}`)
  }
  return intervalMs
}
