import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { listSessionsRoute } from './list-sessions.route.js'
import { revokeOtherSessionsRoute } from './revoke-other-sessions.route.js'
import { revokeSessionRoute } from './revoke-session.route.js'

/** Where the person is signed in. */
export function accountSessionEndpoints(deps: EndpointDeps): Endpoint[] {
  return [listSessionsRoute(deps), revokeOtherSessionsRoute(deps), revokeSessionRoute(deps)]
}
