import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma } from '@mointering/db/generated/prisma/client'

type Tx = Prisma.TransactionClient

/** One writer at a time of what names other things of the workspace, so that nothing is deleted while it is being named. */
export async function lockWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`select 1 from workspace where id = ${workspaceId}::uuid for update`
}

/** Rejects with invalid_input unless all of these are members. */
export async function requireMembers(tx: Tx, workspaceId: string, ids: readonly string[], path: string): Promise<void> {
  const wanted = new Set(ids)
  const found = await tx.membership.count({ where: { workspaceId, userId: { in: [...wanted] } } })
  if (found < wanted.size) refuse(path, 'One of these people is not a member of this workspace: choose somebody else')
}

/** Rejects with invalid_input unless all of these channels are of the workspace. */
export async function requireChannels(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  path: string,
): Promise<void> {
  const wanted = new Set(ids)
  const found = await tx.channel.count({ where: { workspaceId, id: { in: [...wanted] } } })
  if (found < wanted.size) refuse(path, 'One of these channels is not in this workspace: choose another one')
}

/** Rejects with invalid_input unless all of these schedules are of the workspace. */
export async function requireSchedules(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  path: string,
): Promise<void> {
  const wanted = new Set(ids)
  const found = await tx.onCallSchedule.count({ where: { workspaceId, id: { in: [...wanted] } } })
  if (found < wanted.size) refuse(path, 'One of these schedules is not in this workspace: choose another one')
}

/** Rejects with invalid_input, about one field. */
export function refuse(path: string, message: string): never {
  throw new AppError('invalid_input', message, { issues: [{ path, message }] })
}
