import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Passkeys, as first and as second factor. */
export function passkeyEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
