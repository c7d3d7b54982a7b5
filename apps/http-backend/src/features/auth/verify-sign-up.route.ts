import { sessionReply, verifySignUpRequest } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import type { ApiConfig } from '../../api-config.js'
import type { AuthServices } from '../../auth/auth-services.js'
import { PATIENCE } from '../../auth/patience.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { createAccount } from './create-account.js'
import { invalidLink } from './invalid-link.js'
import type { PendingSignUp, PendingSignUps } from './pending-sign-up.js'
import { answerNewSession, clientOf } from './session-answer.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/sign-up/verify',
  summary: 'Finish signing up by the link of the mail',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: verifySignUpRequest,
  reply: sessionReply,
  status: 200,
  csrf: 'origin',
} as const

type Deps = {
  database: Database
  auth: AuthServices
  rateLimits: RateLimits
  pendingSignUps: PendingSignUps
  config: Pick<ApiConfig, 'SIGN_UP'>
  now: () => number
}

/**
 * Makes the account whose address the link proves, and signs in. In another browser than the one that signed up the password is needed too: somebody may have
 * signed up with a stranger's address, and must not get an account when the stranger opens the link.
 */
export const verifySignUpRoute = (deps: Deps) => {
  const { database, auth, rateLimits, pendingSignUps, config, now } = deps

  async function requirePassword(req: Request, res: Response, signUp: PendingSignUp, password?: string): Promise<void> {
    if (await pendingSignUps.isBrowserOf(req, signUp)) return
    if (password === undefined) {
      const message = 'Enter the password that you chose when you signed up'
      throw new AppError('invalid_input', message, { issues: [{ path: 'password', message }] })
    }
    await rateLimits.guess(res, 'passwordProof', signUp.signUpId)
    if (await auth.passwords.verify(signUp.passwordHash, password)) return
    throw new AppError(
      'wrong_credentials',
      'That is not the password of this sign-up. If you did not sign up yourself, ignore the mail',
    )
  }

  return publicEndpoint(shape, async ({ body, req, res, by }) => {
    await rateLimits.take(res, [['tokenFromAddress', addressOf(req)]])
    const signUp = await pendingSignUps.read(body.token)
    if (!signUp) throw invalidLink()
    await requirePassword(req, res, signUp, body.password)
    const { email, name, passwordHash } = signUp
    const started = await database.prisma.$transaction(async (tx) => {
      const nowMs = now()
      const account = { email, name, passwordHash, emailVerifiedAt: new Date(nowMs), invitation: null } as const
      const rules = { signUp: config.SIGN_UP, nowMs }
      const { userId } = await createAccount(tx, by, { ...account, method: 'password' }, rules)
      // After it: accounts are made one after the other, so links to one address that are opened at once cannot wait for each other.
      if (!(await pendingSignUps.finish(tx, body.token))) throw invalidLink()
      return auth.sessions.start(tx, userId, clientOf(req), 'password')
    }, PATIENCE)
    await auth.flows.finish(auth.cookies.read(req, 'flow'), 'sign_up')
    auth.cookies.clearFlow(res)
    auth.devices.remember(req, res, email)
    return answerNewSession(auth, req, res, started)
  })
}
