import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Response } from 'express'
import type { AuthServices } from '../../auth/auth-services.js'
import type { RateLimits } from '../../auth/rate-limits.js'
import type { ActiveSession } from '../../auth/session-store.js'

/**
 * Resolves when it is the password of the session's account. Rejects with wrong_credentials, and after some of them with rate_limited: whoever found an open
 * session must not find the password by it. Counted for the session alone, so that its owner elsewhere is not slowed.
 */
export type ProveOwnPassword = (
  res: Response,
  session: ActiveSession,
  stored: string | null,
  password: string,
) => Promise<void>

export function createProveOwnPassword(deps: { auth: AuthServices; rateLimits: RateLimits }): ProveOwnPassword {
  return async (res, { sessionId }, stored, password) => {
    await deps.rateLimits.guess(res, 'passwordProof', sessionId)
    if (!(await deps.auth.passwords.verify(stored, password)))
      throw new AppError('wrong_credentials', 'That is not your password')
    await deps.rateLimits.reset('passwordProof', sessionId)
  }
}
