import { anybody, type ExpectedRoutes, signedIn } from './expected.js'

const link = { token: 'a'.repeat(43) }

export const authRoutes: ExpectedRoutes = {
  'POST /api/v1/auth/sign-up': anybody(400),
  'POST /api/v1/auth/sign-up/verify': { body: link, ...anybody(410) },
  // No mail is sent here: whatever the address.
  'POST /api/v1/auth/sign-up/resend': { body: { email: 'alice@example.org' }, ...anybody(409) },
  'POST /api/v1/auth/sign-in': anybody(400),
  'GET /api/v1/auth/options': anybody(200),
  'POST /api/v1/auth/password/forgot': { body: { email: 'alice@example.org' }, ...anybody(409) },
  'POST /api/v1/auth/password/reset': { body: { ...link, password: 'a new long password' }, ...anybody(410) },
  'POST /api/v1/auth/email/confirm': { body: link, ...anybody(410) },
  'POST /api/v1/auth/refresh': signedIn(),
  'GET /api/v1/auth/session': signedIn(),
  'GET /api/v1/auth/csrf': anybody(200),
}

/** Asked last: it ends the sessions of those who ask. */
export const signOutRoute: ExpectedRoutes = { 'POST /api/v1/auth/sign-out': anybody(204) }
