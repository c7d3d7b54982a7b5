import 'server-only'
import { type InvitationPreview, invitationPreview } from '@mointering/api-contract/http/workspaces'
import { ApiProblem } from '../api/api-problem'
import { askApi } from '../api/server-api'

/** What an invitation's link says of it; null when it is good for nothing any more. Rejects with ApiProblem when the API cannot answer. */
export async function readInvitation(token: string): Promise<InvitationPreview | null> {
  try {
    return await askApi(invitationPreview, '/auth/invitations/preview', { token })
  } catch (error) {
    if (error instanceof ApiProblem && [400, 404, 410].includes(error.status)) return null
    throw error
  }
}
