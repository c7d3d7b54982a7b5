import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeMembers } from './change-members.js'
import { changeRoleRoute, listMembersRoute, removeMemberRoute } from './member.routes.js'

/** Who is in a workspace, and what they may do. */
export function memberEndpoints(deps: EndpointDeps): Endpoint[] {
  const { store, guards } = deps.auth
  const { requireFresh } = guards
  const changeMembers = createChangeMembers({ ...deps, store, requireFresh, publicUrl: deps.config.PUBLIC_URL })
  return [listMembersRoute(deps), changeRoleRoute({ changeMembers }), removeMemberRoute({ changeMembers })]
}
