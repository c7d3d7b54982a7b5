import { reauthenticateReply } from '@mointering/api-contract/http/account'
import { passkeyOptionsReply, passkeyResponseRequest } from '@mointering/api-contract/http/second-factors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { AuthServices } from '../../auth/auth-services.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { type Endpoint, noBody, nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { Ceremonies } from './ceremonies.js'
import { credentialsOf } from './passkey-views.js'
import type { ProvePasskey } from './prove-passkey.js'
import { passkeyRefused, type RelyingParty } from './relying-party.js'
import { readAssertion } from './webauthn-json.js'

const PATH = '/api/v1/account/reauthenticate/passkey'
const common = { method: 'post', tag: 'Account', params: nothing, query: nothing, status: 200 } as const

const options = {
  ...common,
  path: `${PATH}/options`,
  summary: 'Begin to prove with a passkey that it is you',
  body: noBody,
  reply: passkeyOptionsReply,
} as const

const reauthenticate = {
  ...common,
  path: PATH,
  summary: 'Prove with a passkey that it is you',
  body: passkeyResponseRequest,
  reply: reauthenticateReply,
} as const

/** A fresh proof of identity for the session that asks, and for no other one. */
export const reauthenticateByPasskeyRoutes = (deps: {
  database: Database
  auth: AuthServices
  relyingParty: RelyingParty
  ceremonies: Ceremonies
  provePasskey: ProvePasskey
  rateLimits: RateLimits
  now: () => number
}): Endpoint[] => [
  sessionEndpoint(options, async ({ req, res, session }) => {
    await deps.rateLimits.take(res, [['passkeyOptionsFromAddress', addressOf(req)]])
    const allowed = await credentialsOf(deps.database.prisma, session.user.id)
    if (allowed.length === 0) throw new AppError('conflict', 'Your account has no passkey. Choose another way')
    const asked = await deps.relyingParty.requestOptions(allowed)
    await deps.ceremonies.begin(res, 'passkey_reauthentication', session, asked.challenge)
    return { options: asked }
  }),
  sessionEndpoint(reauthenticate, async ({ body, req, res, session, by }) => {
    const { sessionId, user } = session
    const response = readAssertion(body.response)
    const challenge = await deps.ceremonies.end(req, res, 'passkey_reauthentication', session)
    if (challenge === null) throw passkeyRefused()
    await deps.provePasskey(req, { response, challenge, userId: user.id })
    const authenticatedAt = new Date(deps.now())
    await deps.database.prisma.$transaction(async (tx) => {
      const where = { id: sessionId, revokedAt: null }
      const { count } = await tx.session.updateMany({ where, data: { authenticatedAt } })
      if (count === 0) throw new AppError('not_signed_in', 'The session has ended meanwhile. Sign in again')
      await recordAudit(tx, by, {
        action: 'account.reauthenticated',
        workspaceId: null,
        userId: user.id,
        object: { kind: 'account', id: user.id, name: user.name },
        after: { method: 'passkey' },
      })
    })
    await deps.auth.store.forget(sessionId)
    return { authenticatedAt: authenticatedAt.toISOString() }
  }),
]
