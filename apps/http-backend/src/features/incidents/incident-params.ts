import { z } from 'zod'

export const INCIDENTS_PATH = '/api/v1/workspaces/:workspaceId/incidents'
export const INCIDENT_PATH = `${INCIDENTS_PATH}/:incidentId` as const
export const incidentParams = z.object({ workspaceId: z.uuid(), incidentId: z.uuid() })
