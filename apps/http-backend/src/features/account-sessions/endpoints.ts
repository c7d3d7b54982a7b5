import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Where the person is signed in. */
export function accountSessionEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
