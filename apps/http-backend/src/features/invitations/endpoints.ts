import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Who is asked to join a workspace. */
export function invitationEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
