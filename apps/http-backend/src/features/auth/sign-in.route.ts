import { sessionReply, signInRequest } from '@mointering/api-contract/http/accounts'
import type { AuthServices } from '../../auth/auth-services.js'
import { accountKey, addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { answerSession, clientOf } from './session-answer.js'
import type { SignIn } from './sign-in.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/sign-in',
  params: nothing,
  query: nothing,
  body: signInRequest,
  reply: sessionReply,
  status: 200,
  csrf: 'origin',
} as const

export const signInRoute = (deps: { signIn: SignIn; auth: AuthServices; rateLimits: RateLimits }) =>
  publicEndpoint(shape, async ({ body, req, res }) => {
    const [address, account] = [addressOf(req), accountKey(body.email)]
    const accountAndAddress = `${account}:${address}`
    await deps.rateLimits.take(res, [
      ['signInFromAddress', address],
      ['signInToAccountFromAddress', accountAndAddress],
      ['signInToAccount', account],
    ])
    const started = await deps.signIn(body, clientOf(req))
    await deps.rateLimits.reset('signInToAccountFromAddress', accountAndAddress)
    return answerSession(deps.auth, req, res, started)
  })
