import {
  commentIncidentRequest,
  incidentDetails,
  resolveIncidentRequest,
} from '@mointering/api-contract/http/incidents'
import { type Endpoint, noBody, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import type { ChangeIncident } from './change-incident.js'
import { INCIDENT_PATH, incidentParams } from './incident-params.js'

const common = {
  tag: 'Incidents',
  params: incidentParams,
  query: nothing,
  reply: incidentDetails,
  status: 200,
} as const

const acknowledgeShape = {
  ...common,
  method: 'post',
  path: `${INCIDENT_PATH}/acknowledge`,
  summary: 'Acknowledge an incident: reminders and escalation end',
  body: noBody,
} as const
const takeBackShape = {
  ...common,
  method: 'delete',
  path: `${INCIDENT_PATH}/acknowledge`,
  summary: 'Take the acknowledgement back',
  body: nothing.optional(),
} as const
const commentShape = {
  ...common,
  method: 'post',
  path: `${INCIDENT_PATH}/comments`,
  summary: 'Comment on an incident',
  body: commentIncidentRequest,
} as const
const resolveShape = {
  ...common,
  method: 'post',
  path: `${INCIDENT_PATH}/resolve`,
  summary: 'Resolve an incident by hand',
  body: resolveIncidentRequest,
} as const

type Deps = { changeIncident: ChangeIncident }

export function changeIncidentRoutes({ changeIncident }: Deps): Endpoint[] {
  return [
    workspaceEndpoint('incidents:write', acknowledgeShape, ({ params, by }) => changeIncident.acknowledge(params, by)),
    workspaceEndpoint('incidents:write', takeBackShape, ({ params, by }) =>
      changeIncident.takeBackAcknowledgement(params, by),
    ),
    workspaceEndpoint('incidents:write', commentShape, ({ params, body, by }) =>
      changeIncident.comment(params, body.message, by),
    ),
    workspaceEndpoint('incidents:write', resolveShape, ({ params, body, by }) =>
      changeIncident.resolve(params, body.message, by),
    ),
  ]
}
