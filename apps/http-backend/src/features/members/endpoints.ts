import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Who is in a workspace, as what. */
export function memberEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
