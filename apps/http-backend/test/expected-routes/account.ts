import { type ExpectedRoutes, signedIn } from './expected.js'

const wrong = { password: 'not the password' }

export const accountRoutes: ExpectedRoutes = {
  'GET /api/v1/account': signedIn(),
  'PATCH /api/v1/account': { body: { name: 'Somebody' }, ...signedIn() },
  'POST /api/v1/account/password': { body: { newPassword: 'a new long password' }, ...signedIn(400) },
  'POST /api/v1/account/email': { body: { email: 'bob@example.org' }, ...signedIn(409), bob: 200 },
  'DELETE /api/v1/account/pending-email': signedIn(204),
  'POST /api/v1/account/delete': { body: { confirmation: 'somebody@example.org' }, ...signedIn(400) },
  'POST /api/v1/account/reauthenticate': { body: wrong, ...signedIn(401) },
  'GET /api/v1/account/activity': signedIn(),
}
