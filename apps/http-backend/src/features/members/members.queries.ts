import type { Role } from '@mointering/api-contract/http/accounts'
import type { WorkspaceMember } from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma } from '@mointering/db/generated/prisma/client'

type Tx = Prisma.TransactionClient

const PARTS = {
  userId: true,
  role: true,
  createdAt: true,
  user: {
    select: {
      name: true,
      email: true,
      totp: { select: { confirmedAt: true } },
      _count: { select: { passkeys: true } },
    },
  },
} as const

type Row = Prisma.MembershipGetPayload<{ select: typeof PARTS }>

const present = ({ userId, role, createdAt, user }: Row): WorkspaceMember => ({
  userId,
  name: user.name,
  email: user.email,
  role,
  secondFactor: (user.totp !== null && user.totp.confirmedAt !== null) || user._count.passkeys > 0,
  joinedAt: createdAt.toISOString(),
})

/** Owners first, then by role, then who came first. */
export async function listMembers(tx: Tx, workspaceId: string): Promise<WorkspaceMember[]> {
  const rows = await tx.membership.findMany({
    where: { workspaceId },
    select: PARTS,
    orderBy: [{ role: 'asc' }, { createdAt: 'asc' }, { userId: 'asc' }],
  })
  return rows.map(present)
}

/** Rejects with not_found for who is no member of this workspace. */
export async function getMember(tx: Tx, workspaceId: string, userId: string): Promise<WorkspaceMember> {
  const row = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: PARTS,
  })
  if (!row) throw new AppError('not_found', 'There is no such member')
  return present(row)
}

export async function setRole(tx: Tx, key: { workspaceId: string; userId: string }, role: Role): Promise<void> {
  await tx.membership.update({ where: { workspaceId_userId: key }, data: { role }, select: { userId: true } })
}

/** True when somebody else owns the workspace too. Ask under the lock of the workspace: of two owners who leave at once the second then knows of the first. */
export async function hasOtherOwner(tx: Tx, workspaceId: string, userId: string): Promise<boolean> {
  return (await tx.membership.count({ where: { workspaceId, role: 'owner', userId: { not: userId } } })) > 0
}
