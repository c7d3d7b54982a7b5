import { anybody, type ExpectedRoutes, signedIn } from './expected.js'

/** No provider is configured here. */
export const identitiesRoutes: ExpectedRoutes = {
  'GET /api/v1/auth/providers/:provider/start': anybody(404),
  'GET /api/v1/auth/providers/:provider/callback': anybody(404),
  'GET /api/v1/account/identities': signedIn(),
  'DELETE /api/v1/account/identities/:identityId': signedIn(404),
}
