import { type IncidentDetails, incidentDetails } from '@mointering/api-contract/http/incidents'
import { callApi } from '../api/api-client'
import { incidentPath } from './incident-queries'

export const acknowledgeIncident = (workspaceId: string, id: string): Promise<IncidentDetails> =>
  callApi(incidentDetails, `${incidentPath(workspaceId, id)}/acknowledge`, { method: 'POST' })

export const takeBackAcknowledgement = (workspaceId: string, id: string): Promise<IncidentDetails> =>
  callApi(incidentDetails, `${incidentPath(workspaceId, id)}/acknowledge`, { method: 'DELETE' })

export const commentIncident = (workspaceId: string, id: string, message: string): Promise<IncidentDetails> =>
  callApi(incidentDetails, `${incidentPath(workspaceId, id)}/comments`, { method: 'POST', body: { message } })

export const resolveIncident = (workspaceId: string, id: string, message: string): Promise<IncidentDetails> =>
  callApi(incidentDetails, `${incidentPath(workspaceId, id)}/resolve`, {
    method: 'POST',
    body: message === '' ? {} : { message },
  })
