import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeIncident } from './change-incident.js'
import { changeIncidentRoutes } from './change-incident.routes.js'
import { listIncidentsRoute } from './list-incidents.route.js'
import { readIncidentRoute } from './read-incident.route.js'

/** What was wrong when, what was done about it, and who was told. */
export function incidentEndpoints(deps: EndpointDeps): Endpoint[] {
  const changeIncident = createChangeIncident(deps)
  return [listIncidentsRoute(deps), readIncidentRoute(deps), ...changeIncidentRoutes({ ...deps, changeIncident })]
}
