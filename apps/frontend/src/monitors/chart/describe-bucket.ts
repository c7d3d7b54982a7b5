import type { MetricsBucket } from '@mointering/api-contract/http/monitors'
import { formatLatency } from '../../format/latency'
import type { ChartSeries } from './chart-data'

const local = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

export const bucketTime = (start: string): string => local.format(Date.parse(start))

/** A bucket in words: "3 Nov, 14:02:00: Wait 12 ms, Connect 3 ms", or that it was not seen. */
export function describeBucket(
  row: MetricsBucket | { start: string } | undefined,
  series: readonly ChartSeries[],
): string {
  if (!row) return 'No values'
  const values = series.flatMap(({ label, read }) => {
    const value = 'uptime' in row ? read(row) : null
    return value === null ? [] : [`${label} ${formatLatency(value)}`]
  })
  return `${bucketTime(row.start)}: ${values.length > 0 ? values.join(', ') : 'not seen'}`
}
