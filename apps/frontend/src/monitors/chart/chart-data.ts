import type { MetricsBucket, MetricsReply } from '@mointering/api-contract/http/monitors'
import { PHASES } from '../phases'

export type ChartMode = 'phases' | 'quantiles'
export type ChartSeries = { label: string; color: string; read: (bucket: MetricsBucket) => number | null }

const QUANTILES: readonly ChartSeries[] = [
  { label: 'p99', color: 'var(--phase-tls)', read: (bucket) => bucket.p99Ms },
  { label: 'p95', color: 'var(--phase-ttfb)', read: (bucket) => bucket.p95Ms },
  { label: 'p50', color: 'var(--phase-dns)', read: (bucket) => bucket.p50Ms },
]

/** What a chart shows, topmost first. Phases that never happened are left out; where there are none at all, the mean is one series. */
export function seriesOf(buckets: readonly MetricsBucket[], mode: ChartMode): readonly ChartSeries[] {
  if (mode === 'quantiles') return QUANTILES
  const present = PHASES.filter(({ key }) => buckets.some(({ phases }) => phases[key] !== null))
  if (present.length === 0) return [{ label: 'Mean', color: 'var(--phase-ttfb)', read: (bucket) => bucket.averageMs }]
  return present
    .map(({ key, label, color }) => ({
      label,
      color,
      read: (bucket: MetricsBucket) => bucket.phases[key],
    }))
    .reverse()
}

/** Buckets with empty ones put in where the reply leaves time out, so that a line never runs across what was not seen. */
export function withGaps({
  buckets,
  step,
}: Pick<MetricsReply, 'buckets' | 'step'>): (MetricsBucket | { start: string })[] {
  const stepMs = step * 1000
  return buckets.flatMap((bucket, index) => {
    const next = buckets[index + 1]
    const endMs = Date.parse(bucket.start) + stepMs
    const missing = next && Date.parse(next.start) - endMs >= stepMs / 2
    return missing ? [bucket, { start: new Date(endMs).toISOString() }] : [bucket]
  })
}

/** Times in seconds, then one column of milliseconds a series. */
export type ChartColumns = [number[], ...(number | null)[][]]

/**
 * Columns for uPlot: times in seconds, then one column a series. Phases are stacked: each column holds its own value and all below it (the
 * series are topmost first). Null stays null where nothing of the bucket was measured.
 */
export function columnsOf(
  reply: Pick<MetricsReply, 'buckets' | 'step'>,
  series: readonly ChartSeries[],
  mode: ChartMode,
): ChartColumns {
  const rows = withGaps(reply)
  const times = rows.map(({ start }) => Date.parse(start) / 1000)
  const values = series.map(({ read }) => rows.map((row) => ('uptime' in row ? read(row) : null)))
  if (mode === 'quantiles') return [times, ...values]
  const stacked = values.map((_, top) =>
    rows.map((_row, at) => {
      const below = values.slice(top).map((column) => column[at] ?? null)
      return below.every((value) => value === null) ? null : below.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    }),
  )
  return [times, ...stacked]
}
