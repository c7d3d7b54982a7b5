import type { SignInReply } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import type { AuthServices } from './auth-services.js'
import { createBeginSession } from './begin-session.js'
import { passwordStamp } from './password-stamp.js'
import { createPendingSignIns } from './pending-sign-in.js'
import { secondFactorsOf } from './second-factors-of.js'
import type { SignInMethod } from './sessions.js'

/**
 * The first factor of this account is proven: starts a session, or asks for the second factor. An account that has a confirmed
 * authenticator app or a passkey is asked for one after a password and after a provider; a passkey that verified its person is both at
 * once (something they have, and a PIN or a finger), and nothing more is asked.
 */
export type FinishSignIn = (
  req: Request,
  res: Response,
  /** `passwordHash`: the one that the password was compared with. */
  proven: { userId: string; method: SignInMethod; passwordHash?: string | null },
) => Promise<SignInReply>

export function createFinishSignIn(deps: { database: Database; auth: AuthServices }): FinishSignIn {
  const beginSession = createBeginSession(deps)
  const pendingSignIns = createPendingSignIns(deps)

  async function passwordHashOf(userId: string): Promise<string | null> {
    const user = await deps.database.prisma.user.findUnique({ where: { id: userId }, select: { passwordHash: true } })
    return user?.passwordHash ?? null
  }

  return async (req, res, { userId, method, passwordHash }) => {
    const methods = method === 'passkey' ? [] : await secondFactorsOf(deps.database.prisma, userId)
    const stamp = passwordStamp(passwordHash === undefined ? await passwordHashOf(userId) : passwordHash)
    if (methods.length === 0) return beginSession(req, res, { userId, method, secondFactor: null, stamp })
    const { expiresAt } = await pendingSignIns.begin(res, { userId, method, stamp })
    return { secondFactor: { methods, expiresAt: expiresAt.toISOString() } }
  }
}
