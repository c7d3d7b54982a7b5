import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { exportAuditLogRoute } from './export-audit-log.route.js'
import { listAuditLogRoute } from './list-audit-log.route.js'

/** Who did what in a workspace. */
export function auditLogEndpoints(deps: EndpointDeps): Endpoint[] {
  return [listAuditLogRoute(deps), exportAuditLogRoute(deps)]
}
