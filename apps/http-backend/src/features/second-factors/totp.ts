import type { Sealer } from '@mointering/backend-common/crypto/sealer'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Origin } from '../../auth/origin.js'
import type { ChangeFactors } from './change-factors.js'
import type { RecoveryCodes } from './recovery-codes.js'
import { newTotpSecret, stepOf } from './totp-secret.js'

/** A secret that was shown must be confirmed within that time, or be made anew. */
const SETUP_MS = 15 * 60_000

export type Totp = {
  /** A new secret, not in force yet. Rejects with conflict when an app is in force. */
  setUp(by: Origin, user: { id: string; email: string }): Promise<{ secret: string; uri: string }>
  /** Puts the secret in force and answers with a new set of recovery codes. Rejects with wrong_code, and with conflict when nothing waits. */
  confirm(by: Origin, userId: string, code: string): Promise<string[]>
  /** Rejects with conflict when no app is in force. */
  remove(by: Origin, userId: string): Promise<void>
  /** True for a right code that was not used before; it is used then, and of several requests at once only one hears true. */
  use(userId: string, code: string): Promise<boolean>
}

export function createTotp(deps: {
  database: Database
  changeFactors: ChangeFactors
  recoveryCodes: RecoveryCodes
  sealer: Sealer
  now: () => number
}): Totp {
  const { database, changeFactors, recoveryCodes, sealer, now } = deps

  return {
    async setUp(by, user) {
      const made = newTotpSecret(user.email)
      const fresh = { secret: sealer.seal(made.secret, contextOf(user.id)), createdAt: new Date(now()) }
      return changeFactors(by, user.id, async (tx) => {
        const found = await tx.totp.findUnique({ where: { userId: user.id }, select: { confirmedAt: true } })
        if (found?.confirmedAt) throw new AppError('conflict', 'An authenticator app is in use. Remove it first')
        await tx.totp.upsert({ where: { userId: user.id }, create: { userId: user.id, ...fresh }, update: fresh })
        return { result: made, audit: { action: 'totp.set_up', object: TOTP }, what: null }
      })
    },
    async confirm(by, userId, code) {
      const waiting = await database.prisma.totp.findFirst({
        where: { userId, confirmedAt: null, createdAt: { gt: new Date(now() - SETUP_MS) } },
        select: { secret: true },
      })
      if (!waiting) throw nothingWaits()
      const step = stepOf(sealer.open(waiting.secret, contextOf(userId)), code, now())
      if (step === null) throw new AppError('wrong_code', 'That code is wrong. Is the clock of your device right?')
      const codes = await recoveryCodes.create(userId)
      return changeFactors(by, userId, async (tx) => {
        // The code that confirms signs nobody in any more.
        const { count } = await tx.totp.updateMany({
          where: { userId, secret: waiting.secret, confirmedAt: null },
          data: { confirmedAt: new Date(now()), lastUsedStep: step },
        })
        if (count === 0) throw nothingWaits()
        await recoveryCodes.replace(tx, userId, codes)
        return {
          result: codes.codes,
          audit: { action: 'totp.enabled', object: TOTP },
          what: 'An authenticator app was added, with new recovery codes.',
        }
      })
    },
    async remove(by, userId) {
      await changeFactors(by, userId, async (tx) => {
        const { count } = await tx.totp.deleteMany({ where: { userId, confirmedAt: { not: null } } })
        if (count === 0) throw new AppError('conflict', 'No authenticator app is in use')
        return {
          result: null,
          audit: { action: 'totp.disabled', object: TOTP },
          what: 'The authenticator app was removed.',
        }
      })
    },
    async use(userId, code) {
      const { totp } = database.prisma
      const found = await totp.findFirst({ where: { userId, confirmedAt: { not: null } }, select: { secret: true } })
      const step = found && stepOf(sealer.open(found.secret, contextOf(userId)), code, now())
      if (!found || step === null) return false
      // Compared and set in one statement: neither a second request nor an older step gets through (RFC 6238, 5.2).
      const { count } = await totp.updateMany({
        where: { userId, secret: found.secret, OR: [{ lastUsedStep: null }, { lastUsedStep: { lt: step } }] },
        data: { lastUsedStep: step },
      })
      return count === 1
    },
  }
}

const TOTP = { kind: 'totp', id: null, name: null }
const contextOf = (userId: string) => `totp ${userId}`
const nothingWaits = () => new AppError('conflict', 'No authenticator app waits for its first code. Begin again')
