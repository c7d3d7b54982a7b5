import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import { formatLatency } from '../format/latency'
import { SettingsCard } from '../settings/SettingsCard'
import { RelativeTime } from '../ui/RelativeTime'
import { changeWords, phaseWords } from './why-words'

/** What may be behind an incident: phases that grew, and what changed shortly before. Nothing where nothing is known. */
export function WhyCard({ why: { phases, changes, deploys } }: { why: IncidentDetails['why'] }) {
  if (phases.length + changes.length + deploys.length === 0) return null
  return (
    <SettingsCard title="Why" note="What is different from before. It may be the cause, or a sign of it.">
      {phases.length > 0 && (
        <ul aria-label="Phases that take longer than usual" className="grid gap-1.5">
          {phases.flatMap(({ region, grown }) =>
            grown.map(({ phase, usualMs, nowMs }) => (
              <li key={`${region} ${phase}`} className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span>
                  {phaseWords[phase]} <span className="text-text-3">from {region}</span>
                </span>
                <span className="tabular-nums">
                  <span className="text-text-3">{formatLatency(usualMs)} → </span>
                  {formatLatency(nowMs)}
                </span>
              </li>
            )),
          )}
        </ul>
      )}
      {changes.length > 0 && (
        <ul aria-label="Changes of the target" className="grid gap-3">
          {changes.map((change) => (
            <li key={`${change.at} ${change.region} ${change.kind}`} className="grid gap-0.5">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span>
                  {changeWords(change.kind)} <span className="text-text-3">from {change.region}</span>
                </span>
                <span className="text-sm text-text-3">
                  <RelativeTime at={change.at} light />
                </span>
              </p>
              <p className="wrap-anywhere text-sm text-text-2">
                <span className="text-text-3">{change.before} → </span>
                {change.after}
              </p>
            </li>
          ))}
        </ul>
      )}
      {deploys.length > 0 && (
        <ul aria-label="Deploys" className="grid gap-1.5">
          {deploys.map(({ id, at, name, version, url }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="wrap-anywhere">
                {url ? (
                  <a href={url} target="_blank" rel="noopener noreferrer" className="rounded-sm underline">
                    {name}
                  </a>
                ) : (
                  name
                )}{' '}
                <span className="text-text-3">{version} deployed</span>
              </span>
              <span className="text-sm text-text-3">
                <RelativeTime at={at} light />
              </span>
            </li>
          ))}
        </ul>
      )}
    </SettingsCard>
  )
}
