import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import { recordAudit } from '../../audit/record-audit.js'
import type { BeginSession } from '../../auth/begin-session.js'
import type { KnownDevices } from '../../auth/known-devices.js'
import type { Origin } from '../../auth/origin.js'
import { type PendingSignIns, signInIsOver } from '../../auth/pending-sign-in.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import type { SecondFactor } from '../../auth/second-factors-of.js'

export type Proof = {
  factor: Exclude<SecondFactor, 'passkey'>
  /** Whether it is right; uses it up. */
  isRight(userId: string): Promise<boolean>
  /** For the person, when it is not. */
  refusal: string
}

/**
 * Judges the code of a pending sign-in and starts its session. Five attempts for one sign-in, ten for one place; and limits for the account over all of
 * them, where a code could be guessed: a recovery code has 59 bits, and stays a way in while somebody guesses. Rejects with wrong_code, not_signed_in (no such
 * sign-in, or it is over) and rate_limited.
 */
export type CompleteSignIn = (req: Request, res: Response, by: Origin, proof: Proof) => Promise<SessionReply>

export function createCompleteSignIn(deps: {
  database: Database
  pendingSignIns: PendingSignIns
  beginSession: BeginSession
  devices: KnownDevices
  rateLimits: RateLimits
}): CompleteSignIn {
  const { database, pendingSignIns, beginSession, devices, rateLimits } = deps
  return async (req, res, by, { factor, isRight, refusal }) => {
    const address = addressOf(req)
    await rateLimits.take(res, [['signInFromAddress', address]])
    const begun = await pendingSignIns.read(req)
    if (!begun) throw signInIsOver()
    const device = devices.idOf(req, begun.email)
    const place = `${begun.userId}:${device === null ? address : `device:${device}`}`
    await rateLimits.take(res, [['secondFactorToAccountFromAddress', place]])
    if (factor === 'totp')
      await rateLimits.take(res, [
        [device === null ? 'secondFactorToAccount' : 'secondFactorToAccountFromDevices', begun.userId],
      ])
    const { userId, method, stamp } = await pendingSignIns.attempt(req)
    if (!(await isRight(userId))) {
      await recordAudit(database.prisma, by, {
        action: 'account.second_factor_refused',
        workspaceId: null,
        userId,
        object: { kind: 'account', id: userId, name: null },
        after: { method, secondFactor: factor },
      })
      throw new AppError('wrong_code', refusal)
    }
    await pendingSignIns.finish(req, res)
    await rateLimits.reset('secondFactorToAccountFromAddress', place)
    return beginSession(req, res, { userId, method, secondFactor: factor, stamp })
  }
}
