import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** The signed-in person’s own account. */
export function accountEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
