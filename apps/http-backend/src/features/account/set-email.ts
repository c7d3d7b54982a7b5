import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { AccountTokens } from '../../auth/account-tokens.js'
import type { Origin } from '../../auth/origin.js'
import type { Mails } from '../../mail/mails.js'
import { addressTaken, isTaken } from '../auth/create-account.js'

/**
 * Changes the address in the caller's transaction, which holds lockAccount, tells the audit log and the old address, and ends the links that went to either one: what reads the old
 * mailbox must not set a password any more. Rejects with conflict when another account has the address. Call `forgetAllOf` after the commit.
 */
export type SetEmail = (
  tx: Prisma.TransactionClient,
  by: Origin,
  change: { userId: string; email: string; emailVerifiedAt: Date | null },
) => Promise<void>

export function createSetEmail(deps: { accountTokens: AccountTokens; mails: Mails; now: () => number }): SetEmail {
  const { accountTokens, mails, now } = deps
  return async (tx, by, { userId, email, emailVerifiedAt }) => {
    const old = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, name: true } })
    await tx.user
      .update({ where: { id: userId }, data: { email, emailVerifiedAt }, select: { id: true } })
      .catch((error: unknown) => {
        throw isTaken(error) ? addressTaken() : error
      })
    for (const purpose of ['email_change', 'password_reset'] as const)
      await accountTokens.voidAll(tx, { purpose, userId })
    await accountTokens.voidAll(tx, { purpose: 'sign_up', email })
    await recordAudit(
      tx,
      { ...by, actor: { kind: 'user', id: userId, name: old.name } },
      {
        action: 'account.email_changed',
        workspaceId: null,
        userId,
        object: { kind: 'account', id: userId, name: old.name },
        before: { email: old.email },
        after: { email },
      },
    )
    await mails.queue(tx, old.email, { kind: 'email_changed', name: old.name, newEmail: email, at: new Date(now()) })
  }
}
