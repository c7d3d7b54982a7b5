import type { Role } from '@mointering/api-contract/http/accounts'
import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { WORKSPACE_GRACE_MS } from '@mointering/db/maintenance/deleted-workspaces'
import { allows, type Permission } from '../../auth/roles.js'

type Tx = Prisma.TransactionClient

export type WorkspaceRecord = {
  id: string
  slug: string
  name: string
  version: number
  createdAt: Date
  deletedAt: Date | null
}

const COLUMNS = { id: true, slug: true, name: true, version: true, createdAt: true, deletedAt: true } as const

/** When a workspace that was deleted then is removed for good. */
export const purgeAtOf = (deletedAt: Date): Date => new Date(deletedAt.getTime() + WORKSPACE_GRACE_MS)

/** True while it is there, or can be brought back. */
export const isWithinGrace = ({ deletedAt }: Pick<WorkspaceRecord, 'deletedAt'>, nowMs: number): boolean =>
  deletedAt === null || purgeAtOf(deletedAt).getTime() > nowMs

/** A workspace as somebody with that role sees it. */
export const presentWorkspace = (record: WorkspaceRecord, role: Role): Workspace => ({
  id: record.id,
  slug: record.slug,
  name: record.name,
  role,
  version: record.version,
  createdAt: record.createdAt.toISOString(),
  deletedAt: record.deletedAt?.toISOString() ?? null,
  purgeAt: record.deletedAt === null ? null : purgeAtOf(record.deletedAt).toISOString(),
})

/** The workspace, deleted or not. Rejects with not_found. */
export async function getWorkspace(tx: Tx, id: string): Promise<WorkspaceRecord> {
  const found = await tx.workspace.findUnique({ where: { id }, select: COLUMNS })
  if (!found) throw noSuchWorkspace()
  return found
}

/** The workspaces that somebody is a member of, oldest membership first, deleted ones as well. */
export async function listWorkspacesOf(tx: Tx, userId: string): Promise<{ record: WorkspaceRecord; role: Role }[]> {
  const memberships = await tx.membership.findMany({
    where: { userId },
    select: { role: true, workspace: { select: COLUMNS } },
    orderBy: [{ createdAt: 'asc' }, { workspaceId: 'asc' }],
  })
  return memberships.map(({ role, workspace }) => ({ record: workspace, role }))
}

/**
 * Locks a workspace until the transaction ends, and says what the person may do in it now: changes of a workspace, its members and its invitations take turns, and the
 * role that the session remembers may have just been taken away. Rejects with not_found for who is no member (any more), and with forbidden.
 */
export async function lockWorkspace(
  tx: Tx,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  permission: Permission,
): Promise<{ workspace: WorkspaceRecord; role: Role }> {
  await tx.$queryRaw`select 1 from workspace where id = ${workspaceId}::uuid for no key update`
  const membership = await tx.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { role: true, workspace: { select: COLUMNS } },
  })
  if (!membership) throw noSuchWorkspace()
  const { role, workspace } = membership
  // To everybody but who may bring it back a deleted workspace does not exist.
  if (workspace.deletedAt && !allows(role, 'workspace:delete')) throw noSuchWorkspace()
  if (!allows(role, permission)) throw new AppError('forbidden', 'Your role in this workspace does not allow this')
  return { workspace, role }
}

/** The same for a workspace that is not deleted. */
export async function lockPresentWorkspace(...asked: Parameters<typeof lockWorkspace>) {
  const locked = await lockWorkspace(...asked)
  if (locked.workspace.deletedAt) throw noSuchWorkspace()
  return locked
}

/**
 * Has those who add to a workspace take turns until the transaction ends, so that its limits hold. Rejects with not_found when it was deleted since the
 * request was let in.
 */
export async function lockToAdd(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`select 1 from workspace where id = ${workspaceId}::uuid for no key update`
  if ((await getWorkspace(tx, workspaceId)).deletedAt) throw noSuchWorkspace()
}

export const noSuchWorkspace = () => new AppError('not_found', 'There is no such workspace')
