import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import { explainCheckError } from '@mointering/api-contract/pipeline/check-error-codes'
import { formatLatency } from '../format/latency'
import { SettingsCard } from '../settings/SettingsCard'
import { RelativeTime } from '../ui/RelativeTime'
import { StatusMark } from '../ui/StatusMark'

/** The looks that failed, and what one can do about it. */
export function EvidenceCard({ evidence }: { evidence: IncidentDetails['evidence'] }) {
  if (evidence === null) return null
  const code = evidence.looks.find(({ errorCode }) => errorCode !== null)?.errorCode ?? null
  const advice = code === null ? null : (explainCheckError(code)?.advice ?? null)
  return (
    <SettingsCard title="Evidence" note={advice ?? undefined}>
      <ul aria-label="Failing looks" className="grid gap-3">
        {evidence.looks.map((look) => (
          <li key={`${look.slot} ${look.region} ${look.attempt}`} className="grid gap-0.5">
            <p className="flex flex-wrap items-center justify-between gap-x-4">
              <span className="flex items-center gap-2">
                <StatusMark status={look.verdict === 'down' ? 'down' : 'degraded'} />
                <span className="text-text-2">
                  from {look.region}
                  {look.attempt > 0 && ', looked at again'}
                </span>
              </span>
              <span className="text-sm text-text-3">
                {look.totalMs !== null && `${formatLatency(look.totalMs)} · `}
                <RelativeTime at={look.slot} light />
              </span>
            </p>
            {look.message && <p className="wrap-anywhere text-sm text-text-2">{look.message}</p>}
          </li>
        ))}
      </ul>
    </SettingsCard>
  )
}
