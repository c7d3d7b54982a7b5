import type { UptimeWindow } from '@mointering/api-contract/http/monitors'
import { formatRatio } from '../format/ratio'
import { formatUtcDay } from '../format/time'

/** A window of a bar; `degraded` where the source counts it. */
export type BarWindow = UptimeWindow & { start: string; degraded?: number }

/**
 * One bar, as shares of its height from the bottom: `down`, `degraded`, then what was seen good, then `unseen`. They add up to 1; a bar of a
 * time in which nothing was expected (before the monitor, or paused) is `absent` and has none.
 */
export type Bar = {
  start: string
  absent: boolean
  down: number
  degraded: number
  good: number
  unseen: number
  text: string
}

/** The smallest visible piece: one failed slot of a day must be seen, though to scale it would be no pixel. */
const LEAST = 0.22

export function toBar(window: BarWindow): Bar {
  const text = describe(window)
  const { uptime, coverage, expected, observed, start } = window
  if (expected === 0 || coverage === null)
    return { start, absent: true, down: 0, degraded: 0, good: 0, unseen: 0, text }
  if (observed === 0 || uptime === null) return { start, absent: false, down: 0, degraded: 0, good: 0, unseen: 1, text }

  const unseen = visible(1 - coverage, 0.5)
  const seen = 1 - unseen
  const downShare = visible(1 - uptime, 1)
  const degradedShare = visible((window.degraded ?? 0) / observed, 1 - downShare)
  const down = downShare * seen
  const degraded = degradedShare * seen
  return { start, absent: false, down, degraded, good: Math.max(0, seen - down - degraded), unseen, text }
}

// The square root makes small shares readable and keeps the order.
const visible = (share: number, most: number) => (share <= 0 ? 0 : Math.min(most, Math.max(LEAST, Math.sqrt(share))))

/** A bar in words: "Mon 2 Nov: 99.95 % up, seen 98.2 %". */
function describe({ start, uptime, coverage, expected }: BarWindow): string {
  const day = formatUtcDay(Date.parse(start))
  if (expected === 0 || coverage === null) return `${day}: not watched`
  if (uptime === null) return `${day}: not seen`
  return `${day}: ${formatRatio(uptime)} up, seen ${formatRatio(coverage)}`
}
