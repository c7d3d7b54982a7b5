import { anybody, type ExpectedRoutes, signedIn } from './expected.js'

export const authRoutes: ExpectedRoutes = {
  'POST /api/v1/auth/sign-up': anybody(400),
  'POST /api/v1/auth/sign-in': anybody(400),
  'POST /api/v1/auth/refresh': signedIn(),
  'GET /api/v1/auth/session': signedIn(),
  'GET /api/v1/auth/csrf': anybody(200),
}

/** Asked last: it ends the sessions of those who ask. */
export const signOutRoute: ExpectedRoutes = { 'POST /api/v1/auth/sign-out': anybody(204) }
