import { recoveryCodesReply, totpRequest, totpSetupReply } from '@mointering/api-contract/http/second-factors'
import type { RateLimits } from '../../auth/rate-limits.js'
import { type Endpoint, noBody, nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { Totp } from './totp.js'

const common = { tag: 'Account', params: nothing, query: nothing } as const

const setUp = {
  ...common,
  method: 'post',
  path: '/api/v1/account/totp',
  summary: 'Set up an authenticator app',
  body: noBody,
  reply: totpSetupReply,
  status: 200,
  fresh: true,
} as const

const confirm = {
  ...common,
  method: 'post',
  path: '/api/v1/account/totp/confirm',
  summary: 'Put the authenticator app in force',
  body: totpRequest,
  reply: recoveryCodesReply,
  status: 200,
} as const

const remove = {
  ...common,
  method: 'delete',
  path: '/api/v1/account/totp',
  summary: 'Remove the authenticator app',
  body: nothing.optional(),
  reply: null,
  status: 204,
  fresh: true,
} as const

/** The authenticator app of one's own account. */
export const totpRoutes = ({ totp, rateLimits }: { totp: Totp; rateLimits: RateLimits }): Endpoint[] => [
  sessionEndpoint(setUp, ({ session, by }) => totp.setUp(by, session.user)),
  sessionEndpoint(confirm, async ({ body, res, session, by }) => {
    await rateLimits.take(res, [['secondFactorToAccountFromAddress', `${session.user.id}:set-up`]])
    return { recoveryCodes: await totp.confirm(by, session.user.id, body.code) }
  }),
  sessionEndpoint(remove, async ({ session, by }) => {
    await totp.remove(by, session.user.id)
    return null
  }),
]
