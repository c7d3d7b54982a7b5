import type { Prisma } from '@mointering/db/generated/prisma/client'

/**
 * The account, whose changes take turns until the caller's commit; null when it is gone. Whoever also writes its tokens takes this lock
 * first: in another order two changes at once could wait for each other.
 */
export async function lockAccount(tx: Prisma.TransactionClient, userId: string) {
  await tx.$queryRaw`select 1 from app_user where id = ${userId}::uuid for no key update`
  return tx.user.findUnique({
    where: { id: userId },
    select: { id: true, email: true, name: true, passwordHash: true, emailVerifiedAt: true },
  })
}
