import type { Phases } from '@mointering/api-contract/pipeline/messages'
import { formatLatency } from '../format/latency'
import { PHASES } from '../monitors/phases'

/** The phases of one check in one thin line, for tables. `scaleMs` is the length of the whole line. */
export function MiniWaterfall({ phases, scaleMs }: { phases: Phases; scaleMs: number }) {
  const shown = PHASES.filter(({ key }) => phases[key] !== null)
  const words = shown.map(({ key, label }) => `${label} ${formatLatency(phases[key] ?? 0)}`).join(', ')
  if (shown.length === 0) return null
  return (
    <span className="flex h-2 w-full overflow-hidden rounded-xs bg-sunken" role="img" aria-label={words} title={words}>
      {shown.map(({ key, color }) => (
        <span
          key={key}
          className="h-full"
          style={{ width: `${((phases[key] ?? 0) / Math.max(scaleMs, 0.001)) * 100}%`, background: color }}
        />
      ))}
    </span>
  )
}
