import { sessionReply } from '@mointering/api-contract/http/accounts'
import {
  passkeyOptionsReply,
  passkeyResponseRequest,
  passkeySignInOptionsRequest,
} from '@mointering/api-contract/http/second-factors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { BeginSession } from '../../auth/begin-session.js'
import type { PendingSignIns } from '../../auth/pending-sign-in.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { type Endpoint, nothing, publicEndpoint } from '../../http/endpoint.js'
import type { Ceremonies } from './ceremonies.js'
import { credentialsOf } from './passkey-views.js'
import type { ProvePasskey } from './prove-passkey.js'
import { CEREMONY_SECONDS, passkeyRefused, type RelyingParty } from './relying-party.js'
import { readAssertion } from './webauthn-json.js'

const common = {
  method: 'post',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  status: 200,
  csrf: 'origin',
} as const

const options = {
  ...common,
  path: '/api/v1/auth/sign-in/passkey/options',
  summary: 'Begin to sign in with a passkey',
  body: passkeySignInOptionsRequest,
  reply: passkeyOptionsReply,
} as const

const signIn = {
  ...common,
  path: '/api/v1/auth/sign-in/passkey',
  summary: 'Sign in with a passkey, or go on with it after a password',
  body: passkeyResponseRequest,
  reply: sessionReply,
} as const

/**
 * A passkey is the second factor where this browser's sign-in waits for one, and then only that account's count. Otherwise it is both factors:
 * something the person has, and the PIN or finger that the device asked for.
 */
export const passkeySignInRoutes = (deps: {
  database: Database
  relyingParty: RelyingParty
  ceremonies: Ceremonies
  pendingSignIns: PendingSignIns
  provePasskey: ProvePasskey
  beginSession: BeginSession
  rateLimits: RateLimits
  now: () => number
}): Endpoint[] => {
  const { relyingParty, ceremonies, pendingSignIns, provePasskey, beginSession, rateLimits, now } = deps
  return [
    publicEndpoint(options, async ({ body, req, res }) => {
      await rateLimits.take(res, [['passkeyOptionsFromAddress', addressOf(req)]])
      const pending = body?.startOver ? null : await pendingSignIns.read(req)
      if (!pending) {
        const asked = await relyingParty.requestOptions([])
        await ceremonies.begin(res, 'passkey_sign_in', null, asked.challenge)
        return { options: asked }
      }
      const allowed = await credentialsOf(deps.database.prisma, pending.userId)
      if (allowed.length === 0) throw new AppError('conflict', 'This account has no passkey. Choose another way')
      const asked = await relyingParty.requestOptions(allowed)
      const expiresAtMs = now() + CEREMONY_SECONDS * 1000
      await pendingSignIns.hold(req, pending, { value: asked.challenge, expiresAtMs })
      return { options: asked }
    }),
    publicEndpoint(signIn, async ({ body, req, res }) => {
      const response = readAssertion(body.response)
      await rateLimits.take(res, [['signInFromAddress', addressOf(req)]])
      if (!(await pendingSignIns.read(req))) {
        const challenge = await ceremonies.end(req, res, 'passkey_sign_in', null)
        if (challenge === null) throw passkeyRefused()
        const { userId } = await provePasskey(req, { response, challenge, userId: null })
        return beginSession(req, res, { userId, method: 'passkey', secondFactor: null, stamp: null })
      }
      const pending = await pendingSignIns.attempt(req)
      const { userId, method, challenge, stamp } = pending
      await pendingSignIns.hold(req, pending, null)
      if (challenge === null || challenge.expiresAtMs <= now()) throw passkeyRefused()
      await provePasskey(req, { response, challenge: challenge.value, userId })
      await pendingSignIns.finish(req, res)
      return beginSession(req, res, { userId, method, secondFactor: 'passkey', stamp })
    }),
  ]
}
