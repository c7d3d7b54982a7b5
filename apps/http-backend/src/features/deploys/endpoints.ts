import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { deployRoutes } from './deploys.routes.js'

/** Markers of what was deployed when, for incidents to be held against. */
export const deployEndpoints = (deps: EndpointDeps): Endpoint[] => deployRoutes(deps)
