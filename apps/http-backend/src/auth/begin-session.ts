import type { SessionReply } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import { recordAudit } from '../audit/record-audit.js'
import { answerSession, clientOf } from '../features/auth/session-answer.js'
import type { AuthServices } from './auth-services.js'
import { originOf } from './origin.js'
import type { SecondFactor } from './second-factors-of.js'
import type { SignInMethod } from './sessions.js'

/** Everything is proven: starts a new session, writes the sign-in into the audit log, and answers with the session and its cookies. */
export type BeginSession = (
  req: Request,
  res: Response,
  proven: { userId: string; method: SignInMethod; secondFactor: SecondFactor | null },
) => Promise<SessionReply>

export function createBeginSession({ database, auth }: { database: Database; auth: AuthServices }): BeginSession {
  return async (req, res, { userId, method, secondFactor }) => {
    const started = await database.prisma.$transaction(async (tx) => {
      const { name } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } })
      const session = await auth.sessions.start(tx, userId, clientOf(req), method)
      await recordAudit(tx, originOf(req, res, { kind: 'user', id: userId, name }), {
        action: 'account.signed_in',
        workspaceId: null,
        userId,
        object: { kind: 'account', id: userId, name },
        after: { method, secondFactor },
      })
      return session
    })
    return answerSession(auth, req, res, started)
  }
}
