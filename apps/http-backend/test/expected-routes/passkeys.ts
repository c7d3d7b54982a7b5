import { anybody, type ExpectedRoutes, signedIn } from './expected.js'

/** Shaped like an answer of a browser, to a question that was never asked. */
const response = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA', attestationObject: 'AAAA' },
}

export const passkeysRoutes: ExpectedRoutes = {
  'GET /api/v1/account/passkeys': signedIn(),
  'POST /api/v1/account/passkeys': { body: { name: 'Phone', response }, ...signedIn(409) },
  'POST /api/v1/account/passkeys/options': signedIn(),
  'PATCH /api/v1/account/passkeys/:passkeyId': { body: { name: 'Phone' }, ...signedIn(404) },
  'DELETE /api/v1/account/passkeys/:passkeyId': signedIn(404),
  'POST /api/v1/account/reauthenticate/passkey': { body: { response }, ...signedIn(401) },
  'POST /api/v1/account/reauthenticate/passkey/options': signedIn(409), // nobody here has one
  'POST /api/v1/auth/sign-in/passkey': { body: { response }, ...anybody(401) },
  'POST /api/v1/auth/sign-in/passkey/options': anybody(200),
}
