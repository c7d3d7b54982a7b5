import { createInvitationRequest } from '@mointering/api-contract/http/workspaces'

/** The roles that can be handed out, the mightiest first. Ownership is transferred. */
export const GIVEN_ROLES = createInvitationRequest.shape.role.options
