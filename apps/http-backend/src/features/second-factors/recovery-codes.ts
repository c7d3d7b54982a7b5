import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { Passwords } from '../../auth/password.js'
import { newRecoveryCode, RECOVERY_CODES, recoveryCodeSalt, recoveryCodeText } from './recovery-code.js'

/** Ten new codes, to be shown once, with their hashes, to be stored. */
export type NewRecoveryCodes = { codes: string[]; hashes: Buffer[] }

export type RecoveryCodes = {
  /** Makes a set. It takes a quarter of a second: call it outside of a transaction. */
  create(userId: string): Promise<NewRecoveryCodes>
  /** Puts the set in the place of the one before, of which no code is good any more. */
  replace(tx: Prisma.TransactionClient, userId: string, made: NewRecoveryCodes): Promise<void>
  /** True for one that was not used; it is used then, and of several requests at once only one hears true. */
  use(userId: string, typed: string): Promise<boolean>
}

/** A code has 59 bits, too few for a plain hash (OWASP ASVS 5, 6.5.2): Argon2id, with the account's id as the salt. */
export function createRecoveryCodes(deps: {
  database: Database
  passwords: Passwords
  now: () => number
}): RecoveryCodes {
  const { database, passwords, now } = deps
  const hashOf = (userId: string, code: string) =>
    passwords.fingerprint(recoveryCodeText(code), recoveryCodeSalt(userId))

  return {
    async create(userId) {
      const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
      return { codes, hashes: await Promise.all(codes.map((code) => hashOf(userId, code))) }
    },
    async replace(tx, userId, { hashes }) {
      const createdAt = new Date(now())
      await tx.recoveryCode.deleteMany({ where: { userId } })
      await tx.recoveryCode.createMany({
        data: hashes.map((hash) => ({ userId, codeHash: new Uint8Array(hash), createdAt })),
      })
    },
    async use(userId, typed) {
      const codeHash = new Uint8Array(await hashOf(userId, typed))
      const { count } = await database.prisma.recoveryCode.updateMany({
        where: { userId, codeHash, usedAt: null },
        data: { usedAt: new Date(now()) },
      })
      return count === 1
    },
  }
}
