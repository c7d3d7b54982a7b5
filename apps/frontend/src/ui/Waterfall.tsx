import type { Phases } from '@mointering/api-contract/pipeline/messages'
import { formatLatency } from '../format/latency'
import { PHASES } from '../monitors/phases'

/** The phases of one check as bars, each from where the one before ended, with milliseconds. */
export function Waterfall({ phases, totalMs }: { phases: Phases; totalMs: number | null }) {
  const shown = PHASES.filter(({ key }) => phases[key] !== null)
  if (shown.length === 0 && totalMs === null) return null
  const sum = shown.reduce((ms, { key }) => ms + (phases[key] ?? 0), 0)
  const whole = Math.max(sum, totalMs ?? 0, 0.001)
  let startMs = 0
  return (
    <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1.5 text-sm">
      {shown.map(({ key, label, color }) => {
        const ms = phases[key] ?? 0
        const left = (startMs / whole) * 100
        startMs += ms
        return (
          <div key={key} className="contents">
            <dt className="text-text-2">{label}</dt>
            <dd className="h-3 rounded-sm bg-sunken" aria-hidden="true">
              <span
                className="block h-full min-w-0.5 rounded-sm"
                style={{
                  marginLeft: `${Math.min(left, 99)}%`,
                  width: `${Math.max(0, Math.min((ms / whole) * 100, 100 - left))}%`,
                  background: color,
                }}
              />
            </dd>
            <dd className="figures text-right">{formatLatency(ms)}</dd>
          </div>
        )
      })}
      {totalMs !== null && (
        <div className="contents font-medium">
          <dt>Total</dt>
          <dd />
          <dd className="figures text-right">{formatLatency(totalMs)}</dd>
        </div>
      )}
    </dl>
  )
}
