import { changePasswordRequest } from '@mointering/api-contract/http/account'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { ReplacePassword } from '../auth/replace-password.js'
import { fieldRefused } from './field-refused.js'
import { lockAccount } from './lock-account.js'
import type { ProveOwnPassword } from './prove-own-password.js'

const shape = {
  method: 'post',
  path: '/api/v1/account/password',
  summary: 'Change your password',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: changePasswordRequest,
  reply: null,
  status: 204,
} as const

type Deps = {
  database: Database
  auth: AuthServices
  replacePassword: ReplacePassword
  proveOwnPassword: ProveOwnPassword
}

/** Ends all other sessions. An account without a password proves itself afresh in another way before it gets one. */
export const changePasswordRoute = ({ database, auth, replacePassword, proveOwnPassword }: Deps) =>
  sessionEndpoint(shape, async ({ body, session, res, by }) => {
    const { id: userId } = session.user
    const user = await database.prisma.user.findUnique({ where: { id: userId }, select: { passwordHash: true } })
    const stored = user?.passwordHash ?? null
    if (stored === null) auth.guards.requireFresh(session)
    else if (body.currentPassword === undefined) throw fieldRefused('currentPassword', 'Enter your current password')
    else await proveOwnPassword(res, session, stored, body.currentPassword)
    await auth.refuseGuessable('newPassword', body.newPassword, session.user)
    const passwordHash = await auth.passwords.hash(body.newPassword)
    await database.prisma.$transaction(async (tx) => {
      // Changed by somebody else since it was proven: what was proven counts no more.
      if ((await lockAccount(tx, userId))?.passwordHash !== stored)
        throw new AppError('conflict', 'The password was changed at the same moment elsewhere. Try again')
      await replacePassword(tx, by, { userId, passwordHash, action: 'account.password_changed', addressProven: false })
    })
    await auth.store.revokeAllOf(userId, 'password_changed', session.sessionId)
    return null
  })
