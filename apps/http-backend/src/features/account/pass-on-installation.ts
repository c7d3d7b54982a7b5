import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import { type Origin, SYSTEM } from '../../auth/origin.js'

/**
 * When the account that owns the installation goes, the oldest one that is left owns it from now on: an installation never stands without
 * an owner while somebody uses it. Call it before the account is deleted, in a transaction that has lockAccounts.
 */
export async function passOnInstallation(tx: Prisma.TransactionClient, by: Origin, userId: string): Promise<void> {
  const { isInstallationOwner } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { isInstallationOwner: true },
  })
  if (!isInstallationOwner) return
  const heir = await tx.user.findFirst({
    where: { id: { not: userId } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  })
  if (!heir) return
  await tx.user.update({ where: { id: heir.id }, data: { isInstallationOwner: true }, select: { id: true } })
  // In the heir's activity it is nobody's business from which address the other one went.
  await recordAudit(
    tx,
    { ...SYSTEM, requestId: by.requestId },
    {
      action: 'account.installation_inherited',
      workspaceId: null,
      userId: heir.id,
      object: { kind: 'account', id: heir.id, name: heir.name },
      before: { isInstallationOwner: false },
      after: { isInstallationOwner: true },
    },
  )
}
