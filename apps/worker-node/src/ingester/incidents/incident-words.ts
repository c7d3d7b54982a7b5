import { explainCheckError } from '@mointering/api-contract/pipeline/check-error-codes'
import type { StoredIncident } from '@mointering/db/incidents/incident-rows'
import type { IncidentStep } from '@mointering/monitoring-core/incident-machine'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** One line: what happened to which monitor. */
export function titleOf(step: IncidentStep, name: string): string {
  switch (step.kind) {
    case 'opened':
      return step.severity === 'critical' ? `${name} is down` : `${name} is degraded`
    case 'reopened':
      return step.severity === 'critical' ? `${name} is down again` : `${name} is degraded again`
    case 'severity_changed':
      return step.severity === 'critical' ? `${name} is down now` : `${name} is no longer down, but degraded`
    case 'flapping':
      return `${name} is flapping`
    case 'resolved':
      return step.settled ? `${name} has settled` : `${name} is up again`
  }
}

/** A sentence or two: why, since when, for how long. */
export function summaryOf(step: IncidentStep, incident: StoredIncident): string {
  const cause = causeOf(incident)
  switch (step.kind) {
    case 'opened':
    case 'severity_changed':
      return `${cause} Since ${clockTime(incident.outagesMs.at(-1) ?? incident.startedMs)}.`
    case 'reopened':
      return `${cause} It had been good for a moment; the incident began at ${clockTime(incident.startedMs)}.`
    case 'flapping':
      return `It failed ${step.outages} times within half an hour. Its ups and downs are not told one by one until it stays up.`
    case 'resolved':
      return `${step.settled ? 'It has been good since then. ' : ''}The incident lasted ${inWords(step.resolvedMs - incident.startedMs)}.`
  }
}

/** What it failed with, as a sentence; empty when nobody knows. */
export function causeOf({ reason, errorCode }: Pick<StoredIncident, 'reason' | 'errorCode'>): string {
  const known = errorCode === null ? null : explainCheckError(errorCode)
  const words = known?.title ?? reason
  if (words === null) return ''
  return /[.!?]$/.test(words) ? words : `${words}.`
}

/** `10:14:58 UTC`, with the day where it was another one than the newest. */
export const clockTime = (ms: number): string => `${new Date(ms).toISOString().slice(11, 19)} UTC`

/** The two largest units: `2 h 5 min`. */
export function inWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const units: [string, number][] = [
    ['d', Math.floor(ms / DAY_MS)],
    ['h', Math.floor((ms % DAY_MS) / HOUR_MS)],
    ['min', Math.floor((ms % HOUR_MS) / MINUTE_MS)],
    ['s', Math.floor((ms % MINUTE_MS) / 1000)],
  ]
  const first = units.findIndex(([, amount]) => amount > 0)
  return units
    .slice(first, first + 2)
    .filter(([, amount]) => amount > 0)
    .map(([unit, amount]) => `${amount} ${unit}`)
    .join(' ')
}
