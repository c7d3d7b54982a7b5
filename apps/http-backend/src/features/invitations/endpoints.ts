import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { acceptInvitationRoute, previewInvitationRoute } from './accept.routes.js'
import { createChangeInvitations } from './change-invitations.js'
import {
  createInvitationRoute,
  listInvitationsRoute,
  resendInvitationRoute,
  revokeInvitationRoute,
} from './invitation.routes.js'

/** Asking people into a workspace, and joining one. */
export function invitationEndpoints(deps: EndpointDeps): Endpoint[] {
  const changeInvitations = createChangeInvitations({ ...deps, publicUrl: deps.config.PUBLIC_URL })
  return [
    listInvitationsRoute(deps),
    createInvitationRoute({ ...deps, changeInvitations }),
    resendInvitationRoute({ ...deps, changeInvitations }),
    revokeInvitationRoute({ changeInvitations }),
    previewInvitationRoute(deps),
    acceptInvitationRoute({ ...deps, store: deps.auth.store }),
  ]
}
