import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { AccountTokens, IssuedToken } from '../../auth/account-tokens.js'
import type { Origin } from '../../auth/origin.js'

/**
 * A token that sets a new password once within the hour, with its line in the audit log. Earlier ones stay good: a stranger who asks for
 * more must not spoil the link that its owner is about to open. `proves` says whether it goes to the address by mail.
 */
export async function requestPasswordReset(
  tx: Prisma.TransactionClient,
  by: Origin,
  {
    accountTokens,
    user,
    proves,
  }: {
    accountTokens: AccountTokens
    user: { id: string; email: string; name: string }
    proves: 'address' | 'nothing'
  },
): Promise<IssuedToken> {
  const issued = await accountTokens.issue(tx, {
    purpose: 'password_reset',
    userId: user.id,
    email: user.email,
    data: { proves },
  })
  await recordAudit(tx, by, {
    action: 'account.password_reset_requested',
    workspaceId: null,
    userId: user.id,
    object: { kind: 'account', id: user.id, name: user.name },
  })
  return issued
}
