import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import { recordAudit } from '../audit/record-audit.js'
import { answerNewSession, clientOf } from '../features/auth/session-answer.js'
import type { AuthServices } from './auth-services.js'
import { originOf } from './origin.js'
import { passwordStamp } from './password-stamp.js'
import type { SecondFactor } from './second-factors-of.js'
import type { SignInMethod } from './sessions.js'

/**
 * Everything is proven: starts a new session, writes the sign-in into the audit log, and answers with the session and its cookies. Rejects with
 * not_signed_in when the account is gone, or its password is not that of `stamp` any more (null: whatever it is).
 */
export type BeginSession = (
  req: Request,
  res: Response,
  proven: { userId: string; method: SignInMethod; secondFactor: SecondFactor | null; stamp: string | null },
) => Promise<SessionReply>

export function createBeginSession({ database, auth }: { database: Database; auth: AuthServices }): BeginSession {
  return async (req, res, { userId, method, secondFactor, stamp }) => {
    const { session: started, email } = await database.prisma.$transaction(async (tx) => {
      // A change of the password waits for this lock, and then ends the session that it sees; or it was first, and there is none.
      await tx.$queryRaw`select 1 from app_user where id = ${userId}::uuid for share`
      const user = await tx.user.findUnique({
        where: { id: userId },
        select: { name: true, email: true, passwordHash: true },
      })
      if (!user || (stamp !== null && stamp !== passwordStamp(user.passwordHash)))
        throw new AppError('not_signed_in', 'The account changed meanwhile. Sign in again')
      const { name } = user
      const session = await auth.sessions.start(tx, userId, clientOf(req), method)
      await recordAudit(tx, originOf(req, res, { kind: 'user', id: userId, name }), {
        action: 'account.signed_in',
        workspaceId: null,
        userId,
        object: { kind: 'account', id: userId, name },
        after: { method, secondFactor },
      })
      return { session, email: user.email }
    })
    // Not before: a device that only the password was entered on is not known.
    auth.devices.remember(req, res, email)
    return answerNewSession(auth, req, res, started)
  }
}
