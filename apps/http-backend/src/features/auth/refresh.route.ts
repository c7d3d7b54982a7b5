import { sessionReply } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { AuthServices } from '../../auth/auth-services.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { noBody, nothing, publicEndpoint } from '../../http/endpoint.js'
import { answerSession } from './session-answer.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/refresh',
  summary: 'Exchange the refresh token for new tokens',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: noBody,
  reply: sessionReply,
  status: 200,
} as const

/** Exchanges the refresh token for new tokens. When that fails the session has ended: the cookies are taken away with the 401. */
export const refreshRoute = ({ auth, rateLimits }: { auth: AuthServices; rateLimits: RateLimits }) =>
  publicEndpoint(shape, async ({ req, res, by }) => {
    await rateLimits.take(res, [['refreshFromAddress', addressOf(req)]])
    const token = auth.cookies.read(req, 'refresh')
    const rotated = token === null ? null : await auth.sessions.rotate(token, by)
    if (rotated) return answerSession(auth, req, res, rotated)
    auth.cookies.clear(res)
    throw new AppError('not_signed_in', 'The session has ended. Sign in again')
  })
