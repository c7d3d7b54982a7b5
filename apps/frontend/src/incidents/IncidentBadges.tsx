import type { Incident } from '@mointering/api-contract/http/incidents'
import { Badge } from '../ui/Badge'
import { quietWord } from './incident-words'

/** What else one should know at a glance. */
export function IncidentBadges({ incident }: { incident: Incident }) {
  const { acknowledgedBy, state, flapping, quietBecause, outages } = incident
  return (
    <>
      {flapping && <Badge tone="degraded">Flapping</Badge>}
      {outages > 1 && <Badge>{outages} outages</Badge>}
      {acknowledgedBy !== null && state === 'open' && <Badge tone="accent">Acknowledged by {acknowledgedBy}</Badge>}
      {quietBecause !== null && <Badge>{quietWord(quietBecause)}</Badge>}
    </>
  )
}
