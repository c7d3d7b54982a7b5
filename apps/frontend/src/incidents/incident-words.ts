import type { Incident, IncidentEvent } from '@mointering/api-contract/http/incidents'

/** What it is about: the monitor, or the region. */
export const subjectOf = ({ monitor, region }: Pick<Incident, 'monitor' | 'region'>): string =>
  monitor?.name ?? `Region ${region ?? ''}`

const QUIET_WORDS: Record<NonNullable<Incident['quietBecause']>, string> = {
  maintenance: 'In maintenance',
  dependency: 'Follows another',
  region_blind: 'Region sees nothing',
}
export const quietWord = (reason: NonNullable<Incident['quietBecause']>): string => QUIET_WORDS[reason]

const EVENT_WORDS: Readonly<Record<string, string>> = {
  opened: 'The incident was opened',
  reopened: 'It failed again and was reopened',
  severity_changed: 'The severity changed',
  flapping: 'It began to flap',
  withdrawn: 'Withdrawn: a false alarm',
  resolved: 'The incident was resolved',
  linked: 'It was linked to another incident',
  released: 'It is told from here on: nothing covers it any more',
  reminded: 'A reminder was sent',
  escalated: 'It was escalated',
  acknowledged: 'acknowledged it',
  unacknowledged: 'took the acknowledgement back',
  commented: 'commented',
}

/** One line of the timeline: who did what. */
export function describeEvent({ kind, actor }: Pick<IncidentEvent, 'kind' | 'actor'>): string {
  const words = EVENT_WORDS[kind] ?? kind.replaceAll('_', ' ')
  if (actor.kind === 'system' || actor.name === null) return words
  return kind === 'resolved' ? `${actor.name} resolved it` : `${actor.name} ${words}`
}
