import { incidentDetails } from '@mointering/api-contract/http/incidents'
import type { Database } from '@mointering/db/database'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { INCIDENT_PATH, incidentParams } from './incident-params.js'
import { readIncidentDetails } from './incident-record.js'

const shape = {
  method: 'get',
  path: INCIDENT_PATH,
  summary: 'Read an incident with its timeline, its evidence and what was told of it',
  tag: 'Incidents',
  params: incidentParams,
  query: nothing,
  body: nothing.optional(),
  reply: incidentDetails,
  status: 200,
} as const

export const readIncidentRoute = ({ database, now }: { database: Database; now: () => number }) =>
  workspaceEndpoint('incidents:read', shape, async ({ params, member, res }) => {
    const details = await readIncidentDetails(database, {
      workspaceId: member.workspaceId,
      id: params.incidentId,
      nowMs: now(),
    })
    res.setHeader('ETag', entityTag(details.version))
    return details
  })
