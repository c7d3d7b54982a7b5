import type { Queryable } from '../queryable.js'
import type { MonitorSchedule } from './expectation.js'
import { type CountedBucket, readRawSlotCounts } from './read-slot-counts.js'
import { ceilTo, floorTo, HOUR_MS } from './time-spans.js'

const MINUTE_MS = 60_000
const SPARKLINE_STEPS = 24
/** Until then hours are too coarse to show anything, and the raw rows are few. */
const YOUNG_MS = 3 * HOUR_MS

/** Equal steps, the last of which holds the present. */
type Steps = { fromMs: number; stepMs: number; count: number }

export const sparklineHoursFrom = (nowMs: number): number => floorTo(nowMs, HOUR_MS) - (SPARKLINE_STEPS - 1) * HOUR_MS

/**
 * Mean milliseconds of good results by monitor, oldest first, null where there were none: the last 24 hours, hour by hour (from `hours`, buckets of an hour), or the
 * hours since a monitor began; the first three in up to 24 shorter steps, none shorter than its interval. At most one query.
 */
export async function readSparklines(
  client: Queryable,
  monitors: readonly MonitorSchedule[],
  hours: ReadonlyMap<number, readonly CountedBucket[]>,
  { nowMs, settledMs }: { nowMs: number; settledMs: number },
): Promise<Map<number, (number | null)[]>> {
  const youngFromMs = nowMs - YOUNG_MS
  const young = monitors.filter((monitor) => bornMs(monitor) > youngFromMs && bornMs(monitor) <= nowMs)
  const minutes =
    young.length === 0
      ? new Map<number, CountedBucket[]>()
      : await readRawSlotCounts(
          client,
          young.map(({ key }) => key),
          { fromMs: youngFromMs, toMs: nowMs },
          { settledMs, stepMs: MINUTE_MS },
        )
  const isYoung = new Set(young)
  return new Map(
    monitors.map((monitor) => {
      const own = isYoung.has(monitor)
      const buckets = (own ? minutes : hours).get(monitor.key) ?? []
      return [monitor.key, meansOf(buckets, own ? minuteSteps(monitor, nowMs) : hourSteps(monitor, nowMs))]
    }),
  )
}

/** When anything was first expected of a monitor; 0 when nothing ever was. */
const bornMs = ({ revisions }: MonitorSchedule): number =>
  revisions.length === 0 ? 0 : Math.min(...revisions.map(({ effectiveFromMs }) => effectiveFromMs))

function hourSteps(monitor: MonitorSchedule, nowMs: number): Steps {
  const born = bornMs(monitor)
  const fromMs = Math.max(sparklineHoursFrom(nowMs), born > nowMs ? 0 : floorTo(born, HOUR_MS))
  return { fromMs, stepMs: HOUR_MS, count: (floorTo(nowMs, HOUR_MS) - fromMs) / HOUR_MS + 1 }
}

/** Whole minutes, so that the minutes that were read fall into one step each. */
function minuteSteps(monitor: MonitorSchedule, nowMs: number): Steps {
  const born = floorTo(bornMs(monitor), MINUTE_MS)
  const intervalMs = Math.max(...monitor.revisions.map((revision) => revision.intervalMs))
  const stepMs = ceilTo(Math.max(MINUTE_MS, intervalMs, (nowMs - born + 1) / SPARKLINE_STEPS), MINUTE_MS)
  return { fromMs: born, stepMs, count: Math.floor((nowMs - born) / stepMs) + 1 }
}

function meansOf(buckets: readonly CountedBucket[], { fromMs, stepMs, count }: Steps): (number | null)[] {
  const steps = Array.from({ length: count }, () => ({ timed: 0, sum: 0 }))
  for (const { startMs, timed, totalSum } of buckets) {
    const step = steps[Math.floor((startMs - fromMs) / stepMs)]
    if (!step) continue
    step.timed += timed
    step.sum += totalSum
  }
  return steps.map(({ timed, sum }) => (timed === 0 ? null : sum / timed))
}
