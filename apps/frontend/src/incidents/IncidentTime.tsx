import type { Incident } from '@mointering/api-contract/http/incidents'
import { formatDuration } from '../format/time'
import { Since } from '../ui/Since'

/** How long it has lasted, or lasted. */
export function IncidentTime({ incident }: { incident: Pick<Incident, 'startedAt' | 'resolvedAt'> }) {
  const { startedAt, resolvedAt } = incident
  if (resolvedAt === null) return <Since at={startedAt} />
  return <span className="figures">{formatDuration(Date.parse(resolvedAt) - Date.parse(startedAt))}</span>
}
