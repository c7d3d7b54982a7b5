import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'

/** Workspaces themselves. */
export function workspaceEndpoints(_deps: EndpointDeps): Endpoint[] {
  return []
}
