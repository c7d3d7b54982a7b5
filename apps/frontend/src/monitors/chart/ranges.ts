const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const RANGES = [
  { value: '1h', label: '1h', ms: HOUR, grainMs: 30_000 },
  { value: '24h', label: '24h', ms: DAY, grainMs: MINUTE },
  { value: '7d', label: '7d', ms: 7 * DAY, grainMs: 10 * MINUTE },
  { value: '30d', label: '30d', ms: 30 * DAY, grainMs: HOUR },
  { value: '90d', label: '90d', ms: 90 * DAY, grainMs: 6 * HOUR },
] as const
export type RangeName = (typeof RANGES)[number]['value']

/** The range that a chart opens with: a day, and an hour while there is less than three hours to see. */
export const firstRange = (createdAt: string, nowMs: number): RangeName =>
  nowMs - Date.parse(createdAt) < 3 * HOUR ? '1h' : '24h'

export type TimeWindow = { from: number; to: number }

/** The end of "now" for a range, rounded up, so that a chart asks anew each grain and not each moment. */
export const roundUp = (nowMs: number, grainMs: number): number => Math.ceil(nowMs / grainMs) * grainMs

/** A window that a person dragged: at least a minute, in order, in whole seconds. */
export function zoomWindow(a: number, b: number): TimeWindow {
  const from = Math.floor(Math.min(a, b) / 1000) * 1000
  return { from, to: Math.max(from + MINUTE, Math.ceil(Math.max(a, b) / 1000) * 1000) }
}
