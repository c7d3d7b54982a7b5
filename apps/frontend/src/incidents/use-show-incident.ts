import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import { useQueryClient } from '@tanstack/react-query'
import { useSession } from '../../app/providers/SessionProvider'
import { incidentQuery } from './incident-queries'

/** Shows an incident as the API just answered it, and has the lists fetched again. */
export function useShowIncident(): (incident: IncidentDetails) => void {
  const { workspace } = useSession()
  const client = useQueryClient()
  return (incident) => {
    client.setQueryData(incidentQuery(workspace.id, incident.id).queryKey, incident)
    void client.invalidateQueries({ queryKey: ['incidents', workspace.id] })
  }
}
