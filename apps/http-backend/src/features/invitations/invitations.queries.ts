import type { Invitation } from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma } from '@mointering/db/generated/prisma/client'

type Tx = Prisma.TransactionClient

const COLUMNS = { id: true, email: true, role: true, invitedBy: true, createdAt: true, expiresAt: true } as const
type Row = Prisma.InvitationGetPayload<{ select: typeof COLUMNS }>

/** Neither used nor withdrawn. Those that have expired belong to it: they can be sent again, until the janitor removes them. */
const WAITING = { acceptedAt: null, revokedAt: null } as const

const present = ({ createdAt, expiresAt, ...rest }: Row): Invitation => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

/** Newest first. */
export async function listInvitations(tx: Tx, workspaceId: string): Promise<Invitation[]> {
  const rows = await tx.invitation.findMany({
    where: { workspaceId, ...WAITING },
    select: COLUMNS,
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  })
  return rows.map(present)
}

export const countInvitations = (tx: Tx, workspaceId: string): Promise<number> =>
  tx.invitation.count({ where: { workspaceId, ...WAITING } })

/** Rejects with not_found, also for one that was used or withdrawn. */
export async function getInvitation(tx: Tx, workspaceId: string, id: string): Promise<Invitation> {
  const row = await tx.invitation.findFirst({ where: { id, workspaceId, ...WAITING }, select: COLUMNS })
  if (!row) throw new AppError('not_found', 'There is no such invitation')
  return present(row)
}

export type NewInvitation = {
  tokenHash: Uint8Array<ArrayBuffer>
  invitedById: string
  invitedBy: string
  createdAt: Date
  expiresAt: Date
}

export const insertInvitation = async (
  tx: Tx,
  data: NewInvitation & { workspaceId: string; email: string; role: Invitation['role'] },
): Promise<Invitation> => present(await tx.invitation.create({ data, select: COLUMNS }))

/** The link before this one is void with it. */
export const renewInvitation = async (tx: Tx, id: string, data: NewInvitation): Promise<Invitation> =>
  present(await tx.invitation.update({ where: { id }, data, select: COLUMNS }))

/** Withdraws what waits for an address. */
export async function revokeInvitationsTo(
  tx: Tx,
  { workspaceId, email }: { workspaceId: string; email: string },
  nowMs: number,
): Promise<void> {
  await tx.invitation.updateMany({ where: { workspaceId, email, ...WAITING }, data: { revokedAt: new Date(nowMs) } })
}

/** Withdraws what somebody sent. */
export async function revokeInvitationsBy(
  tx: Tx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  nowMs: number,
): Promise<void> {
  const where = { workspaceId, invitedById: userId, ...WAITING }
  await tx.invitation.updateMany({ where, data: { revokedAt: new Date(nowMs) } })
}

export async function revokeInvitation(tx: Tx, id: string, nowMs: number): Promise<void> {
  await tx.invitation.update({ where: { id }, data: { revokedAt: new Date(nowMs) }, select: { id: true } })
}
