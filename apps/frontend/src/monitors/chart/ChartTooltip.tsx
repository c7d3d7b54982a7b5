import type { MetricsBucket } from '@mointering/api-contract/http/monitors'
import { formatLatency } from '../../format/latency'
import { formatRatio } from '../../format/ratio'
import type { ChartSeries } from './chart-data'
import { bucketTime, emptyWord } from './describe-bucket'

type Props = {
  row: MetricsBucket | { start: string }
  series: readonly ChartSeries[]
  left: number /** To the left of the crosshair. */
  flip: boolean
  stacked: boolean
}

/** All values under the crosshair. Screen readers hear the same from the chart itself. */
export function ChartTooltip({ row, series, left, flip, stacked }: Props) {
  const bucket = 'uptime' in row ? row : null
  const values = series.flatMap(({ label, color, read }) => {
    const value = bucket && read(bucket)
    return value === null ? [] : [{ label, color, value }]
  })
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute top-3 z-10 grid min-w-36 gap-1 rounded-md border border-line bg-raised px-2.5 py-2 text-xs shadow-float"
      style={flip ? { right: `calc(100% - ${left + 46}px)` } : { left: left + 72 }}
    >
      <p className="figures text-text-2">{bucketTime(row.start)}</p>
      {values.map(({ label, color, value }) => (
        <p key={label} className="flex items-center gap-2">
          <span className="size-2 rounded-[2px]" style={{ background: color }} />
          {label}
          <span className="figures ml-auto">{formatLatency(value)}</span>
        </p>
      ))}
      {stacked && values.length > 1 && (
        <p className="flex gap-2 border-line border-t pt-1 font-medium">
          Total
          <span className="figures ml-auto">{formatLatency(values.reduce((sum, { value }) => sum + value, 0))}</span>
        </p>
      )}
      {bucket?.coverage != null && bucket.coverage < 1 && (
        <p className="text-text-2">seen {formatRatio(bucket.coverage)}</p>
      )}
      {bucket && bucket.down > 0 && <p className="text-down-text">{bucket.down} failed</p>}
      {values.length === 0 && !(bucket && bucket.down > 0) && (
        <p className="text-text-2 first-letter:uppercase">{emptyWord(row)}</p>
      )}
    </div>
  )
}
