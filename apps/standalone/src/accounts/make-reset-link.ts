import type { Database } from '@mointering/db/database'
import { createAccountTokens } from '@mointering/http-backend/auth/account-tokens'
import { SYSTEM } from '@mointering/http-backend/auth/origin'
import { pageLink } from '@mointering/http-backend/features/auth/links'
import { requestPasswordReset } from '@mointering/http-backend/features/auth/request-password-reset'
import { StartError } from '../start-error.js'

/**
 * A link that sets a new password for the account once within the hour, and when that ends; the audit log says that it was made. It proves no address, as it went through no
 * mailbox. Rejects with a StartError when no account has the address.
 */
export async function makeResetLink(
  { database, publicUrl, now }: { database: Database; publicUrl: string; now: () => number },
  email: string,
): Promise<{ link: string; expiresAt: Date }> {
  const accountTokens = createAccountTokens({ database, now })
  const { token, expiresAt } = await database.prisma.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email }, select: { id: true, email: true, name: true } })
    if (!user) throw new StartError(`No account has the address ${email}.`)
    return requestPasswordReset(tx, SYSTEM, { accountTokens, user, proves: 'nothing' })
  })
  return { link: pageLink(publicUrl, 'resetPassword', token), expiresAt }
}
