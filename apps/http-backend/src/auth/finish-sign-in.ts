import type { SignInReply } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import { answerSession, clientOf } from '../features/auth/session-answer.js'
import type { AuthServices } from './auth-services.js'
import type { SignInMethod } from './sessions.js'

/** The first factor of this account is proven: starts a session, or asks for the second factor where the account has one. */
export type FinishSignIn = (
  req: Request,
  res: Response,
  proven: { userId: string; method: SignInMethod },
) => Promise<SignInReply>

export function createFinishSignIn({ database, auth }: { database: Database; auth: AuthServices }): FinishSignIn {
  return async (req, res, { userId, method }) => {
    const started = await database.prisma.$transaction((tx) => auth.sessions.start(tx, userId, clientOf(req), method))
    return answerSession(auth, req, res, started)
  }
}
