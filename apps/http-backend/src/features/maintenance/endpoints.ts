import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeMaintenance } from './change-maintenance.js'
import { maintenanceRoutes } from './maintenance.routes.js'

/** Times in which failures are expected: incidents are kept, and nobody is told. */
export const maintenanceEndpoints = (deps: EndpointDeps): Endpoint[] =>
  maintenanceRoutes({ ...deps, changeMaintenance: createChangeMaintenance(deps) })
