import { formatLatency } from '../format/latency'
import { sparklinePath } from '../monitors/sparkline-path'

/** The last 24 hours, or the life of a younger monitor, at a glance. What was not seen is a gap. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const seen = values.filter((value) => value !== null)
  const most = Math.max(0, ...seen)
  const label =
    seen.length === 0
      ? 'No latency in the last 24 hours'
      : `Latency of the last 24 hours, at most ${formatLatency(most)}`
  return (
    <svg viewBox="0 0 96 24" className="h-6 w-24" role="img" aria-label={label}>
      <path
        d={sparklinePath(values, 95, 23)}
        fill="none"
        stroke="var(--text-3)"
        strokeWidth="1.25"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
