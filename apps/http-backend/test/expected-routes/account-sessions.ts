import { type ExpectedRoutes, signedIn } from './expected.js'

export const accountSessionsRoutes: ExpectedRoutes = {
  'GET /api/v1/account/sessions': signedIn(),
  'POST /api/v1/account/sessions/revoke-others': signedIn(),
  // A session that nobody has: the ids of real ones are in account-sessions.test.ts.
  'DELETE /api/v1/account/sessions/:sessionId': signedIn(404),
}
