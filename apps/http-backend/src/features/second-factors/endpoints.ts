import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Authenticator apps and recovery codes. */
export function secondFactorEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
