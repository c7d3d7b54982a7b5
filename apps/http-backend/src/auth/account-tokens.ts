import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { newSecretToken, secretTokenHash } from './secret-token.js'

/** What a mailed link is good for, and for how many seconds. */
export const ACCOUNT_TOKEN_SECONDS = {
  sign_up: 24 * 3600,
  email_change: 24 * 3600,
  password_reset: 3600,
} as const
export type AccountTokenPurpose = keyof typeof ACCOUNT_TOKEN_SECONDS

export type AccountToken = { id: string; userId: string | null; email: string; data: unknown }
export type IssuedToken = { token: string; expiresAt: Date }

type Tx = Prisma.TransactionClient
type Issue = {
  purpose: AccountTokenPurpose
  userId: string | null
  /** The address that the token proves. */
  email: string
  data?: Prisma.InputJsonObject
}

/** Secrets that go out by mail: stored as hashes, expiring, good once. */
export type AccountTokens = {
  issue(tx: Tx, issue: Issue): Promise<IssuedToken>
  /** The living token of that purpose; null when it is used, expired or none. */
  read(token: string, purpose: AccountTokenPurpose): Promise<AccountToken | null>
  /** Uses it up in the caller's transaction; of several at once only one gets it, the others null. */
  use(tx: Tx, token: string, purpose: AccountTokenPurpose): Promise<AccountToken | null>
  /** Ends the living tokens of an account, or of an address that has none yet. Returns how many stood. */
  voidAll(
    tx: Tx,
    of: { purpose: AccountTokenPurpose; userId: string } | { purpose: 'sign_up'; email: string },
  ): Promise<number>
}

export function createAccountTokens(deps: { database: Database; now: () => number }): AccountTokens {
  const { database, now } = deps
  const living = () => ({ usedAt: null, expiresAt: { gt: new Date(now()) } })
  const select = { id: true, userId: true, email: true, data: true }

  return {
    async issue(tx, { purpose, userId, email, data }) {
      const token = newSecretToken()
      const createdAt = new Date(now())
      const expiresAt = new Date(now() + ACCOUNT_TOKEN_SECONDS[purpose] * 1000)
      await tx.accountToken.create({
        data: {
          ...{ purpose, userId, email, createdAt, expiresAt, tokenHash: secretTokenHash(token) },
          ...(data ? { data } : {}),
        },
        select: { id: true },
      })
      return { token, expiresAt }
    },
    read: (token, purpose) =>
      database.prisma.accountToken.findFirst({
        where: { tokenHash: secretTokenHash(token), purpose, ...living() },
        select,
      }),
    async use(tx, token, purpose) {
      const where = { tokenHash: secretTokenHash(token), purpose }
      const { count } = await tx.accountToken.updateMany({
        where: { ...where, ...living() },
        data: { usedAt: new Date(now()) },
      })
      return count === 1 ? tx.accountToken.findFirst({ where, select }) : null
    },
    async voidAll(tx, of) {
      const { count } = await tx.accountToken.updateMany({
        where: { ...of, ...living() },
        data: { usedAt: new Date(now()) },
      })
      return count
    },
  }
}
