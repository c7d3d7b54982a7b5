import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Who did what in a workspace. */
export function auditLogEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
