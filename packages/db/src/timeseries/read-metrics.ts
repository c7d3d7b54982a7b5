import type { MetricsBucket, MetricsReply } from '@mointering/api-contract/http/monitors'
import { uptimeOf } from '@mointering/monitoring-core/uptime'
import type { Queryable } from '../queryable.js'
import { expectedIn, type MonitorSchedule, settledAt } from './expectation.js'
import { addMeasures, latencyOf, type Measures, NO_MEASURES } from './measures.js'
import { readMeasures } from './read-measures.js'
import { readSettledRollups } from './rolled-up-to.js'
import { ceilTo, DAY_MS, floorTo, HOUR_MS, sourcesOf, type TimeSpan } from './time-spans.js'

export type MetricsWindow = {
  monitor: MonitorSchedule
  fromMs: number
  toMs: number
  stepSeconds: number
  /** Only the results of this region. An unknown one has none. */
  region?: string | undefined
  nowMs?: number | undefined
}

/** More buckets than this are a mistake of the caller. */
export const MAX_BUCKETS = 10_000

/**
 * Uptime, coverage and latencies of a window in buckets of `stepSeconds`, aligned to 1970 UTC: the window begins at the start of the bucket that holds `fromMs`, which the reply
 * says. Every bucket is there; those without results have nulls, so that gaps are seen as gaps. Quantiles are within monitoring-core's RELATIVE_ERROR. Whole hours and days come from
 * rollups where the step allows it, so steps of hours are answered for as long as rollups are kept, finer ones for as long as raw results are. Throws RangeError for more than MAX_BUCKETS.
 */
export async function readMetrics(client: Queryable, window: MetricsWindow): Promise<MetricsReply> {
  const stepMs = window.stepSeconds * 1000
  const nowMs = window.nowMs ?? Date.now()
  const span = { fromMs: floorTo(window.fromMs, stepMs), toMs: Math.max(window.toMs, window.fromMs) }
  const count = (ceilTo(span.toMs, stepMs) - span.fromMs) / stepMs
  if (count > MAX_BUCKETS) throw new RangeError(`${count} buckets were asked for; ${MAX_BUCKETS} are the most`)

  const settledMs = settledAt(nowMs)
  const rolledUpToMs = await readSettledRollups(client, settledMs)
  const sources = sourcesOf(span, { rolledUpToMs, coarsest: coarsestFor(stepMs) })
  const { monitor, region } = window
  const measured = await readMeasures(client, { monitorKey: monitor.key, region, stepMs, settledMs }, sources)
  const buckets = Array.from({ length: count }, (_, index) => {
    const fromMs = span.fromMs + index * stepMs
    const bucket = { fromMs, toMs: Math.min(fromMs + stepMs, span.toMs) }
    return {
      start: new Date(fromMs).toISOString(),
      ...present(monitor, bucket, measured.get(fromMs) ?? NO_MEASURES, settledMs),
    }
  })
  return {
    step: window.stepSeconds,
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    buckets,
    summary: present(monitor, span, addMeasures([...measured.values()]), settledMs),
  }
}

function coarsestFor(stepMs: number): 'day' | 'hour' | 'raw' {
  if (stepMs % DAY_MS === 0) return 'day'
  return stepMs % HOUR_MS === 0 ? 'hour' : 'raw'
}

function present(
  monitor: MonitorSchedule,
  span: TimeSpan,
  measures: Measures,
  settledMs: number,
): Omit<MetricsBucket, 'start'> {
  const { up, degraded, down, unknown, fresh } = measures
  const expected = expectedIn(monitor, span, { settledMs, fresh })
  return { ...uptimeOf(measures, expected), up, degraded, down, unknown, ...latencyOf(measures) }
}
