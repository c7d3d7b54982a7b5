import type { EndpointDeps } from './endpoint-deps.js'
import { accountEndpoints } from './features/account/endpoints.js'
import { accountSessionEndpoints } from './features/account-sessions/endpoints.js'
import { apiKeyEndpoints } from './features/api-keys/endpoints.js'
import { auditLogEndpoints } from './features/audit-log/endpoints.js'
import { authEndpoints } from './features/auth/endpoints.js'
import { channelEndpoints } from './features/channels/endpoints.js'
import { deployEndpoints } from './features/deploys/endpoints.js'
import { eventsRoute } from './features/events/events.route.js'
import { liveRoute, readyRoute } from './features/health/health.route.js'
import { heartbeatRoutes } from './features/heartbeats/heartbeat.route.js'
import { identityEndpoints } from './features/identities/endpoints.js'
import { incidentEndpoints } from './features/incidents/endpoints.js'
import { invitationEndpoints } from './features/invitations/endpoints.js'
import { maintenanceEndpoints } from './features/maintenance/endpoints.js'
import { memberEndpoints } from './features/members/endpoints.js'
import { monitorEndpoints } from './features/monitors/endpoints.js'
import { noticeRuleEndpoints } from './features/notice-rules/endpoints.js'
import { onCallEndpoints } from './features/on-call/endpoints.js'
import { openApiEndpoints } from './features/openapi/endpoints.js'
import { passkeyEndpoints } from './features/passkeys/endpoints.js'
import { secondFactorEndpoints } from './features/second-factors/endpoints.js'
import { workspaceEndpoints } from './features/workspaces/endpoints.js'
import type { Endpoint } from './http/endpoint.js'

/** Every route of the API. */
export function createEndpoints(deps: EndpointDeps): Endpoint[] {
  const endpoints = [
    ...authEndpoints(deps),
    ...accountEndpoints(deps),
    ...accountSessionEndpoints(deps),
    ...secondFactorEndpoints(deps),
    ...passkeyEndpoints(deps),
    ...identityEndpoints(deps),
    ...workspaceEndpoints(deps),
    ...memberEndpoints(deps),
    ...invitationEndpoints(deps),
    ...apiKeyEndpoints(deps),
    ...auditLogEndpoints(deps),
    ...monitorEndpoints(deps),
    ...incidentEndpoints(deps),
    ...maintenanceEndpoints(deps),
    ...noticeRuleEndpoints(deps),
    ...deployEndpoints(deps),
    ...channelEndpoints(deps),
    ...onCallEndpoints(deps),
    eventsRoute(deps),
    ...heartbeatRoutes(deps),
    liveRoute(),
    readyRoute(deps),
  ]
  return [...endpoints, ...openApiEndpoints(deps, endpoints)]
}
