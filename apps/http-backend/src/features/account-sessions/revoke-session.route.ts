import { AppError } from '@mointering/backend-common/errors/app-error'
import { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'

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

/** Also the session that asks: that is signing out. Another person's is not found. */
export const revokeSessionRoute = ({ auth }: { auth: AuthServices }) =>
  sessionEndpoint(shape, async ({ session, params, res, by }) => {
    const { sessionId } = params
    if (!(await auth.endSession(by, { sessionId, userId: session.user.id }, 'revoked')))
      throw new AppError('not_found', 'There is no such session')
    if (sessionId === session.sessionId) auth.cookies.clear(res)
    return null
  })
