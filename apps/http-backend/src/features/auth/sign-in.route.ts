import { signInReply, signInRequest } from '@mointering/api-contract/http/accounts'
import type { FinishSignIn } from '../../auth/finish-sign-in.js'
import { accountKey, addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import type { ProvePassword } from './prove-password.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/sign-in',
  summary: 'Sign in with a password',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: signInRequest,
  reply: signInReply,
  status: 200,
  csrf: 'origin',
} as const

export const signInRoute = (deps: {
  provePassword: ProvePassword
  finishSignIn: FinishSignIn
  rateLimits: RateLimits
}) =>
  publicEndpoint(shape, async ({ body, req, res }) => {
    const [address, account] = [addressOf(req), accountKey(body.email)]
    const accountAndAddress = `${account}:${address}`
    await deps.rateLimits.take(res, [
      ['signInFromAddress', address],
      ['signInToAccountFromAddress', accountAndAddress],
      ['signInToAccount', account],
    ])
    const { userId } = await deps.provePassword(body)
    await deps.rateLimits.reset('signInToAccountFromAddress', accountAndAddress)
    return deps.finishSignIn(req, res, { userId, method: 'password' })
  })
