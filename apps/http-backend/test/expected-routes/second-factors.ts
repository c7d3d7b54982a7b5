import { anybody, type ExpectedRoutes, signedIn } from './expected.js'

export const secondFactorsRoutes: ExpectedRoutes = {
  'POST /api/v1/account/totp': signedIn(),
  'POST /api/v1/account/totp/confirm': { body: { code: '12 34' }, ...signedIn(400) },
  'DELETE /api/v1/account/totp': signedIn(409), // it is not in force
  'POST /api/v1/account/recovery-codes': signedIn(409), // there is no second factor
  'POST /api/v1/auth/sign-in/totp': { body: { code: '123456' }, ...anybody(401) }, // no sign-in waits for it
  'POST /api/v1/auth/sign-in/recovery-code': { body: { code: 'abcd-efgh-jkmn' }, ...anybody(401) },
}
