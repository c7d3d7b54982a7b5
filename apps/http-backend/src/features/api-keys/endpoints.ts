import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createApiKeyRoute } from './create-api-key.route.js'
import { listApiKeysRoute } from './list-api-keys.route.js'
import { reportHeartbeatRoute } from './report-heartbeat.route.js'
import { revokeApiKeyRoute } from './revoke-api-key.route.js'

/** Keys by which programs act for a workspace, and the route that a key may be made for alone: reporting a heartbeat. */
export function apiKeyEndpoints(deps: EndpointDeps): Endpoint[] {
  return [listApiKeysRoute(deps), createApiKeyRoute(deps), revokeApiKeyRoute(deps), reportHeartbeatRoute(deps)]
}
