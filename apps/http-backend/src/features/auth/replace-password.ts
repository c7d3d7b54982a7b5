import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { AccountTokens } from '../../auth/account-tokens.js'
import { deviceOf } from '../../auth/device.js'
import type { Origin } from '../../auth/origin.js'
import type { Mails } from '../../mail/mails.js'
import { pageLink } from './links.js'

export type ReplacePassword = (
  tx: Prisma.TransactionClient,
  by: Origin,
  replacement: {
    userId: string
    passwordHash: string
    action: 'account.password_reset' | 'account.password_changed'
    /** The link that led here came by mail to the account's address. */
    addressProven: boolean
  },
) => Promise<void>

/**
 * Sets the password in the caller's transaction, which holds lockAccount, tells the audit log and the owner, and ends what was begun with the old one: links that
 * set a password or an address, and sign-ins that wait for their second factor. Sessions are the caller's to end, after the commit.
 */
export function createReplacePassword(deps: {
  accountTokens: AccountTokens
  mails: Mails
  publicUrl: string
  now: () => number
}): ReplacePassword {
  const { accountTokens, mails, publicUrl, now } = deps
  return async (tx, by, { userId, passwordHash, action, addressProven }) => {
    const at = new Date(now())
    const { name, email, emailVerifiedAt } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
    const provenAt = emailVerifiedAt ?? (addressProven ? at : null)
    await tx.user.update({ where: { id: userId }, data: { passwordHash, emailVerifiedAt: provenAt } })
    await accountTokens.voidAll(tx, { purpose: 'password_reset', userId })
    await accountTokens.voidAll(tx, { purpose: 'email_change', userId })
    await tx.authFlow.deleteMany({ where: { userId } })
    const object = { kind: 'account', id: userId, name }
    await recordAudit(
      tx,
      { ...by, actor: { kind: 'user', id: userId, name } },
      { action, workspaceId: null, userId, object },
    )
    const resetLink = pageLink(publicUrl, 'forgotPassword')
    await mails.queue(tx, email, { kind: 'password_changed', name, at, device: deviceOf(by.userAgent), resetLink })
  }
}
