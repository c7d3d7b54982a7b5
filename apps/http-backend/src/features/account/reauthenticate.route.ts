import { reauthenticateReply, reauthenticateRequest } from '@mointering/api-contract/http/account'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { ProveOwnPassword } from './prove-own-password.js'

const shape = {
  method: 'post',
  path: '/api/v1/account/reauthenticate',
  summary: 'Prove by password that it is still you',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: reauthenticateRequest,
  reply: reauthenticateReply,
  status: 200,
} as const

type Deps = { database: Database; auth: AuthServices; proveOwnPassword: ProveOwnPassword; now: () => number }

export const reauthenticateRoute = ({ database, auth, proveOwnPassword, now }: Deps) =>
  sessionEndpoint(shape, async ({ body, session, res, by }) => {
    const { id: userId, name } = session.user
    const user = await database.prisma.user.findUnique({ where: { id: userId }, select: { passwordHash: true } })
    await proveOwnPassword(res, session, user?.passwordHash ?? null, body.password)
    const authenticatedAt = new Date(now())
    await database.prisma.$transaction(async (tx) => {
      const { count } = await tx.session.updateMany({
        where: { id: session.sessionId, revokedAt: null },
        data: { authenticatedAt },
      })
      if (count === 0) throw new AppError('not_signed_in', 'The session has ended meanwhile. Sign in again')
      await recordAudit(tx, by, {
        action: 'account.reauthenticated',
        workspaceId: null,
        userId,
        object: { kind: 'account', id: userId, name },
        after: { method: 'password' },
      })
    })
    await auth.store.forget(session.sessionId)
    return { authenticatedAt: authenticatedAt.toISOString() }
  })
