import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import { createEndSession } from './end-session.js'

const shape = {
  method: 'delete',
  path: '/api/v1/account/sessions/:sessionId',
  summary: 'Sign one of my sessions out',
  tag: 'Account',
  params: z.object({ sessionId: z.uuid().transform((value) => value.toLowerCase()) }),
  query: nothing,
  body: nothing.optional(),
  reply: null,
  status: 204,
} as const

type Deps = { database: Database; auth: AuthServices; now: () => number }

/** Also the session that asks: that is signing out. Another person's is not found. */
export const revokeSessionRoute = (deps: Deps) => {
  const endSession = createEndSession(deps)
  return sessionEndpoint(shape, async ({ session, params, res, by }) => {
    if (!(await endSession(by, session.user.id, params.sessionId)))
      throw new AppError('not_found', 'There is no such session')
    if (params.sessionId === session.sessionId) deps.auth.cookies.clear(res)
    return null
  })
}
