import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Signing in with Google, GitHub and other providers. */
export function identityEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
