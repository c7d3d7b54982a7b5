const DAY_MS = 86_400_000
const SECOND_MS = 1000

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * What a clock on a wall in the zone shows at an instant, as the epoch milliseconds at which a clock in UTC shows the same. Throws a RangeError for what is no
 * IANA time zone.
 */
export function wallMsAt(atMs: number, timeZone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((atMs % SECOND_MS) + SECOND_MS) % SECOND_MS)
}

/**
 * The instant at which the clock on the wall shows `wallMs`. A time that it shows twice, when summer time ends, is the first of the two; one that it leaves out, when summer
 * time begins, is the instant of the jump. So a later time on the wall is never an earlier instant.
 */
export function instantOf(wallMs: number, timeZone: string): number {
  const before = wallMs - offsetAt(wallMs - DAY_MS, timeZone)
  const after = wallMs - offsetAt(wallMs + DAY_MS, timeZone)
  const shown = [before, after].filter((ms) => wallMsAt(ms, timeZone) === wallMs)
  return shown.length > 0 ? Math.min(...shown) : jumpOver(wallMs, timeZone, { fromMs: after, toMs: before })
}

const offsetAt = (atMs: number, timeZone: string): number => wallMsAt(atMs, timeZone) - atMs

/** The first instant in (fromMs, toMs] at which the clock is past `wallMs`. */
function jumpOver(wallMs: number, timeZone: string, { fromMs, toMs }: { fromMs: number; toMs: number }): number {
  let [early, late] = [fromMs, toMs]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (wallMsAt(middle, timeZone) > wallMs) late = middle
    else early = middle
  }
  return late
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}
