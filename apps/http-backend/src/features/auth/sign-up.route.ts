import { signUpReply, signUpRequest } from '@mointering/api-contract/http/accounts'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import type { Mails } from '../../mail/mails.js'
import { takeMail } from './mail-on-request.js'
import type { SignUp } from './sign-up.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/sign-up',
  summary: 'Make an account',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: signUpRequest,
  reply: signUpReply,
  status: 201,
  csrf: 'origin',
} as const

export const signUpRoute = (deps: { signUp: SignUp; mails: Mails; rateLimits: RateLimits }) =>
  publicEndpoint(shape, async ({ body, req, res, by }) => {
    await deps.rateLimits.take(res, [['signUpFromAddress', addressOf(req)]])
    if (deps.mails.enabled && body.invitation === undefined) await takeMail(deps.rateLimits, req, res, body.email)
    return deps.signUp(body, { req, res, by })
  })
