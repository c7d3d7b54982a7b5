import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import type { Queryable } from '../queryable.js'
import { type MonitorSchedule, settledAt, uptimeIn } from './expectation.js'
import { type LastResult, readLastResults } from './read-last-results.js'
import { type CountedBucket, readSlotCounts } from './read-slot-counts.js'
import { readSparklines, sparklineHoursFrom } from './read-sparklines.js'
import { UPTIME_WINDOWS, windowStart } from './read-uptime.js'
import { readSettledRollups } from './rolled-up-to.js'
import { DAY_MS, floorTo, sourcesOf, type TimeSpan } from './time-spans.js'

const DAYS = 30

/** What a list shows of a monitor beside its settings and state. */
export type MonitorSummary = MonitorListItem['summary'] & { lastResult: LastResult | null }

/** Summaries of many monitors by key, every one of them present; in at most ten queries, however many there are. */
export async function readSummaries(
  client: Queryable,
  monitors: readonly MonitorSchedule[],
  nowMs: number,
): Promise<Map<number, MonitorSummary>> {
  if (monitors.length === 0) return new Map()
  const keys = monitors.map(({ key }) => key)
  const settledMs = settledAt(nowMs)
  const fromMs = windowStart(nowMs, UPTIME_WINDOWS['30d'])
  // The second cut keeps the hours apart when the window begins at midnight.
  const cuts = [windowStart(nowMs, UPTIME_WINDOWS['24h']), sparklineHoursFrom(nowMs)]
  const rolledUpToMs = await readSettledRollups(client, settledMs)
  const sources = sourcesOf({ fromMs, toMs: nowMs }, { rolledUpToMs, cuts })
  const counts = await readSlotCounts(client, keys, sources, settledMs)
  const days = lastDays(nowMs)
  const sparklines = await readSparklines(client, monitors, counts, { nowMs, settledMs })
  const lastResults = await readLastResults(client, keys, { nowMs, rolledUpToMs })

  return new Map(
    monitors.map((monitor) => {
      const buckets = counts.get(monitor.key) ?? []
      const uptimeOver = (lengthMs: number) =>
        uptimeIn(monitor, buckets, { fromMs: windowStart(nowMs, lengthMs), toMs: nowMs }, settledMs)
      const summary = {
        lastResult: lastResults.get(monitor.key) ?? null,
        uptime24h: uptimeOver(UPTIME_WINDOWS['24h']),
        uptime30d: uptimeOver(UPTIME_WINDOWS['30d']),
        sparkline: sparklines.get(monitor.key) ?? [],
        days: daysOf(monitor, buckets, { days, settledMs }),
      }
      return [monitor.key, summary]
    }),
  )
}

function daysOf(
  monitor: MonitorSchedule,
  buckets: readonly CountedBucket[],
  { days, settledMs }: { days: readonly Day[]; settledMs: number },
): MonitorSummary['days'] {
  const byDay = new Map<number, CountedBucket[]>()
  for (const bucket of buckets) {
    const day = floorTo(bucket.startMs, DAY_MS)
    const same = byDay.get(day)
    if (same) same.push(bucket)
    else byDay.set(day, [bucket])
  }
  return days.map(({ start, span }) => ({
    start,
    ...uptimeIn(monitor, byDay.get(span.fromMs) ?? [], span, settledMs),
  }))
}

type Day = { start: string; span: TimeSpan }

function lastDays(nowMs: number): Day[] {
  const today = floorTo(nowMs, DAY_MS)
  return Array.from({ length: DAYS }, (_, index) => {
    const fromMs = today - (DAYS - 1 - index) * DAY_MS
    return { start: new Date(fromMs).toISOString(), span: { fromMs, toMs: Math.min(fromMs + DAY_MS, nowMs) } }
  })
}
