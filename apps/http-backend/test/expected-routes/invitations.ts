import { anybody, type ExpectedRoutes, signedIn, WORKSPACE, writers } from './expected.js'

const INVITATION = `${WORKSPACE}/invitations/:invitationId`
const body = { token: 'x'.repeat(43) }

export const invitationsRoutes: ExpectedRoutes = {
  [`POST ${WORKSPACE}/invitations`]: { body: { email: 'dora@example.org', role: 'editor' }, ...writers(201) },
  [`GET ${WORKSPACE}/invitations`]: writers(200),
  [`POST ${INVITATION}/resend`]: writers(404),
  [`DELETE ${INVITATION}`]: writers(404),
  'POST /api/v1/auth/invitations/preview': { body, ...anybody(410) },
  'POST /api/v1/auth/invitations/accept': { body, ...signedIn(410) },
}
