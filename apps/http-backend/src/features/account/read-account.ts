import type { Account } from '@mointering/api-contract/http/account'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { ActiveSession } from '../../auth/session-store.js'

/** The signed-in person's account as the profile shows it. */
export type ReadAccount = (session: ActiveSession) => Promise<Account>

export function createReadAccount({ database, now }: { database: Database; now: () => number }): ReadAccount {
  return async (session) => {
    const pending = { purpose: 'email_change', usedAt: null, expiresAt: { gt: new Date(now()) } }
    const user = await database.prisma.user.findUnique({
      where: { id: session.user.id },
      include: {
        totp: { select: { confirmedAt: true } },
        accountTokens: { where: pending, select: { email: true }, orderBy: { createdAt: 'desc' }, take: 1 },
        _count: { select: { passkeys: true, recoveryCodes: { where: { usedAt: null } } } },
      },
    })
    if (!user) throw new AppError('not_signed_in', 'The session has ended. Sign in again')
    return {
      id: user.id,
      email: user.email,
      pendingEmail: user.accountTokens[0]?.email ?? null,
      name: user.name,
      createdAt: user.createdAt.toISOString(),
      isInstallationOwner: user.isInstallationOwner,
      hasPassword: user.passwordHash !== null,
      totp: Boolean(user.totp?.confirmedAt),
      passkeys: user._count.passkeys,
      recoveryCodesLeft: user._count.recoveryCodes,
      authenticatedAt: new Date(session.authenticatedAtMs).toISOString(),
    }
  }
}
