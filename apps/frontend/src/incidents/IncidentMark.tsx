import type { Incident } from '@mointering/api-contract/http/incidents'
import { StatusMark } from '../ui/StatusMark'

/** How an incident stands: what is wrong while it is open, then that it is over. */
export function IncidentMark({ incident }: { incident: Pick<Incident, 'state' | 'severity'> }) {
  if (incident.state === 'resolved') return <span className="font-medium text-text-3">Resolved</span>
  return <StatusMark status={incident.severity === 'critical' ? 'down' : 'degraded'} />
}
