const NBSP = '\u00a0'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** A duration in its two largest units: "45 s", "4 min", "1 h 12 min", "12 d 4 h". Negative counts as zero. */
export function formatDuration(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / 1000))}${NBSP}s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}${NBSP}min`
  if (ms < DAY) return two(ms, HOUR, 'h', MINUTE, 'min')
  return two(ms, DAY, 'd', HOUR, 'h')
}

function two(ms: number, big: number, bigUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((ms % big) / small)
  const head = `${Math.floor(ms / big)}${NBSP}${bigUnit}`
  return rest === 0 ? head : `${head} ${rest}${NBSP}${smallUnit}`
}

/**
 * "just now", "12 s ago", "4 min ago", "3 h ago", "2 d ago"; in the future "in 3 h", to the nearest: what was set to 90 days just now says 90.
 * One unit only: it is read at a glance.
 */
export function formatAgo(atMs: number, nowMs: number): string {
  const distance = Math.abs(nowMs - atMs)
  if (distance < 2_000) return 'just now'
  return atMs > nowMs ? `in ${oneUnit(distance + unitOf(distance) / 2)}` : `${oneUnit(distance)} ago`
}

const unitOf = (ms: number): number => (ms < MINUTE ? 1000 : ms < HOUR ? MINUTE : ms < DAY ? HOUR : DAY)

function oneUnit(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / 1000)}${NBSP}s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}${NBSP}min`
  if (ms < DAY) return `${Math.floor(ms / HOUR)}${NBSP}h`
  if (ms >= 2 * YEAR) return `${Math.floor(ms / YEAR)}${NBSP}y`
  return `${Math.floor(ms / DAY)}${NBSP}d`
}

/** An interval setting in words: 30 -> "30 s", 60 -> "1 min", 90 -> "90 s", 86400 -> "1 d". Exact: never rounds. */
export function formatInterval(seconds: number): string {
  for (const [size, unit] of [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${NBSP}${unit}`
  }
  return `${seconds}${NBSP}s`
}

const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** An instant in the reader's zone and in UTC, for hover and focus. */
export function formatInstant(atMs: number): string {
  const utc = new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')
  return `${local.format(atMs)} local, ${utc} UTC`
}

const utcDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })

/** A UTC day for bars: "Mon 3 Nov". */
export const formatUtcDay = (atMs: number): string => utcDay.format(atMs).replace(',', '')

/** Whole days until an instant, rounded down; negative when it has passed. */
export const daysUntil = (atMs: number, nowMs: number): number => Math.floor((atMs - nowMs) / DAY)
