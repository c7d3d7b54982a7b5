import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeMaintenance } from './change-maintenance.js'
import { maintenanceRoutes } from './maintenance.routes.js'

/** Times in which failures are expected: nobody is told, and uptime does not count them unless it is asked to. */
export const maintenanceEndpoints = (deps: EndpointDeps): Endpoint[] =>
  maintenanceRoutes({ ...deps, changeMaintenance: createChangeMaintenance(deps) })
