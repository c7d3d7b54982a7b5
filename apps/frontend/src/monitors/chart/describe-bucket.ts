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

/** What to say of a bucket without values: before the monitor, paused or between two slots nothing was there to be seen. */
export const emptyWord = (row: MetricsBucket | { start: string }): string =>
  'uptime' in row && row.expected === 0 ? 'nothing was due' : 'not seen'

/** A bucket in words: "3 Nov, 14:02:00: Wait 12 ms, Connect 3 ms", or that it was not seen or not due. */
export function describeBucket(
  row: MetricsBucket | { start: string } | undefined,
  series: readonly ChartSeries[],
): string {
  if (!row) return 'No values'
  const values = series.flatMap(({ label, read }) => {
    const value = 'uptime' in row ? read(row) : null
    return value === null ? [] : [`${label} ${formatLatency(value)}`]
  })
  return `${bucketTime(row.start)}: ${values.length > 0 ? values.join(', ') : emptyWord(row)}`
}
