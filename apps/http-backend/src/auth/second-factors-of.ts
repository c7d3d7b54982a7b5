import type { SECOND_FACTORS } from '@mointering/api-contract/http/accounts'
import type { Prisma } from '@mointering/db/generated/prisma/client'

export type SecondFactor = (typeof SECOND_FACTORS)[number]

/** What this account can prove itself with after a first factor; empty when it has no second one. Recovery codes alone are none. */
export async function secondFactorsOf(
  prisma: Pick<Prisma.TransactionClient, 'user'>,
  userId: string,
): Promise<SecondFactor[]> {
  const user = await prisma.user.findUnique({
    where: { id: userId },
    select: {
      totp: { select: { confirmedAt: true } },
      _count: { select: { passkeys: true, recoveryCodes: { where: { usedAt: null } } } },
    },
  })
  const { passkeys = 0, recoveryCodes = 0 } = user?._count ?? {}
  const factors: SecondFactor[] = []
  if (passkeys > 0) factors.push('passkey')
  if (user?.totp?.confirmedAt) factors.push('totp')
  if (factors.length > 0 && recoveryCodes > 0) factors.push('recoveryCode')
  return factors
}
