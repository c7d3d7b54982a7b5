import type { MetricsReply } from '@mointering/api-contract/http/monitors'
import { formatLatency } from '../../format/latency'
import { formatRatioOrDash } from '../../format/ratio'
import { bucketTime } from './describe-bucket'

const HEADS = ['Time', 'p50', 'p95', 'p99', 'Mean', 'Uptime', 'Seen']
const orDash = (ms: number | null) => (ms === null ? '–' : formatLatency(ms))

/** The chart's values, newest first, for who cannot see it or wants the numbers. */
export function LatencyTable({ metrics }: { metrics: MetricsReply }) {
  return (
    <section className="max-h-[268px] overflow-auto" aria-label="Latency as a table">
      <table className="figures w-full text-sm">
        <thead className="sticky top-0 bg-surface text-left text-text-3 text-xs">
          <tr>
            {HEADS.map((head) => (
              <th key={head} className="border-line border-b px-2 py-1.5 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {metrics.buckets.toReversed().map((bucket) => (
            <tr key={bucket.start} className="border-line border-b last:border-b-0">
              <td className="whitespace-nowrap px-2 py-1">{bucketTime(bucket.start)}</td>
              <td className="px-2 py-1">{orDash(bucket.p50Ms)}</td>
              <td className="px-2 py-1">{orDash(bucket.p95Ms)}</td>
              <td className="px-2 py-1">{orDash(bucket.p99Ms)}</td>
              <td className="px-2 py-1">{orDash(bucket.averageMs)}</td>
              <td className="px-2 py-1">{formatRatioOrDash(bucket.uptime)}</td>
              <td className="px-2 py-1">{formatRatioOrDash(bucket.coverage)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
