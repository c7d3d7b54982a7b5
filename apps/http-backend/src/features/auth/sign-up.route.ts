import { signUpReply, signUpRequest } from '@mointering/api-contract/http/accounts'
import type { AuthServices } from '../../auth/auth-services.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { answerSession, clientOf } from './session-answer.js'
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

export const signUpRoute = (deps: { signUp: SignUp; auth: AuthServices; rateLimits: RateLimits }) =>
  publicEndpoint(shape, async ({ body, req, res }) => {
    await deps.rateLimits.take(res, [['signUpFromAddress', addressOf(req)]])
    return answerSession(deps.auth, req, res, await deps.signUp(body, clientOf(req)))
  })
