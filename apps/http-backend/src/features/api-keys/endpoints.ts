import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Keys for machines. */
export function apiKeyEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
