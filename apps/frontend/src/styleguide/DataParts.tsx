import type { BarWindow } from '../monitors/bars'
import { toBar } from '../monitors/bars'
import { MiniWaterfall } from '../ui/MiniWaterfall'
import { Sparkline } from '../ui/Sparkline'
import { StatusMark } from '../ui/StatusMark'
import { STATUS_ORDER } from '../ui/status-words'
import { UptimeBars } from '../ui/UptimeBars'
import { Waterfall } from '../ui/Waterfall'
import { Section } from './Section'

const PHASES = { dnsMs: 12, connectMs: 18, tlsMs: 41, ttfbMs: 123, transferMs: 8 }
const REFUSED = { dnsMs: 2, connectMs: 1, tlsMs: null, ttfbMs: null, transferMs: null }
const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2026, 8, 1)

/** Ninety days with one of everything: not watched, not seen, partly seen, degraded, a little down, very down. */
const DAYS = Array.from({ length: 90 }, (_, day): BarWindow => {
  const good = {
    start: new Date(FIRST_DAY + day * DAY_MS).toISOString(),
    uptime: 1,
    coverage: 1,
    expected: 1440,
    observed: 1440,
  }
  if (day < 12) return { ...good, uptime: null, coverage: null, expected: 0, observed: 0 }
  if (day === 30) return { ...good, uptime: null, coverage: 0, observed: 0 }
  if (day === 31) return { ...good, coverage: 0.6, observed: 864 }
  if (day === 50) return { ...good, degraded: 400 }
  if (day === 60) return { ...good, uptime: 0.9993 }
  if (day === 61) return { ...good, uptime: 0.4, coverage: 0.9, observed: 1296 }
  return good
})

/** What shows how things are. */
export function DataParts() {
  return (
    <>
      <Section title="StatusMark">
        <div className="flex flex-wrap gap-4">
          {STATUS_ORDER.map((status) => (
            <StatusMark key={status} status={status} />
          ))}
        </div>
      </Section>
      <Section title="UptimeBars: arrow keys walk them">
        <UptimeBars bars={DAYS.map(toBar)} label="Uptime by day" />
      </Section>
      <Section title="Sparkline: full, with a gap, nothing seen">
        <div className="flex gap-6">
          <Sparkline values={[3, 4, 3, 5, 4, 9, 4, 3]} />
          <Sparkline values={[3, 4, null, null, 4, 9, 4, 3]} />
          <Sparkline values={[null, null, null]} />
        </div>
      </Section>
      <Section title="Waterfall: all phases, a refused connection; and in one line">
        <div className="grid gap-6 sm:grid-cols-2">
          <Waterfall phases={PHASES} totalMs={202} />
          <Waterfall phases={REFUSED} totalMs={3} />
          <MiniWaterfall phases={PHASES} scaleMs={260} />
        </div>
      </Section>
    </>
  )
}
