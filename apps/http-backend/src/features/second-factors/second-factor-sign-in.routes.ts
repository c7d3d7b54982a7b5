import { sessionReply } from '@mointering/api-contract/http/accounts'
import { recoveryCodeRequest, totpRequest } from '@mointering/api-contract/http/second-factors'
import { type Endpoint, nothing, publicEndpoint } from '../../http/endpoint.js'
import type { CompleteSignIn } from './complete-sign-in.js'
import type { RecoveryCodes } from './recovery-codes.js'
import type { Totp } from './totp.js'

const common = {
  method: 'post',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  reply: sessionReply,
  status: 200,
  csrf: 'origin',
} as const

const byTotp = {
  ...common,
  path: '/api/v1/auth/sign-in/totp',
  summary: 'Go on with a code of the authenticator app',
  body: totpRequest,
} as const

const byRecoveryCode = {
  ...common,
  path: '/api/v1/auth/sign-in/recovery-code',
  summary: 'Go on with a recovery code',
  body: recoveryCodeRequest,
} as const

/** The second step of a sign-in: whose it is says the flow cookie of the first one. */
export const secondFactorSignInRoutes = (deps: {
  completeSignIn: CompleteSignIn
  totp: Totp
  recoveryCodes: RecoveryCodes
}): Endpoint[] => [
  publicEndpoint(byTotp, ({ body, req, res, by }) =>
    deps.completeSignIn(req, res, by, {
      factor: 'totp',
      isRight: (userId) => deps.totp.use(userId, body.code),
      refusal: 'That code is wrong or was used already. Wait for the next one',
    }),
  ),
  publicEndpoint(byRecoveryCode, ({ body, req, res, by }) =>
    deps.completeSignIn(req, res, by, {
      factor: 'recoveryCode',
      isRight: (userId) => deps.recoveryCodes.use(userId, body.code),
      refusal: 'That recovery code is wrong or was used already',
    }),
  ),
]
