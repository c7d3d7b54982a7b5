import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { suspendSchedules } from '@mointering/db/monitors/workspace-schedules'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { PATIENCE } from '../../auth/patience.js'
import type { SessionStore } from '../../auth/session-store.js'
import type { Mails } from '../../mail/mails.js'
import { lockAccounts } from '../auth/create-account.js'
import { revokeInvitationsBy } from '../invitations/invitations.queries.js'
import type { TellSchedulers } from '../workspaces/tell-schedulers.js'
import { passOnInstallation } from './pass-on-installation.js'

type Tx = Prisma.TransactionClient
type Deleted = { sessionIds: string[]; monitorKeys: number[] }

/**
 * Removes the account with all that proves it, ends its sessions, and deletes the workspaces that nobody else is in. Rejects with conflict, naming them, while it is the
 * only owner of workspaces that others are in. The audit log keeps what it did.
 */
export type DeleteAccount = (userId: string, by: Origin) => Promise<void>

export function createDeleteAccount(deps: {
  database: Database
  store: Pick<SessionStore, 'revoke'>
  mails: Mails
  tellSchedulers: TellSchedulers
  now: () => number
}): DeleteAccount {
  const { database, store, mails, tellSchedulers, now } = deps

  async function deleteWorkspace(tx: Tx, by: Origin, { id, name }: { id: string; name: string }): Promise<number[]> {
    const deletedAt = new Date(now())
    await tx.workspace.update({ where: { id }, data: { deletedAt, version: { increment: 1 } }, select: { id: true } })
    await recordAudit(tx, by, {
      action: 'workspace.deleted',
      workspaceId: id,
      object: { kind: 'workspace', id, name },
      before: { deletedAt: null },
      after: { deletedAt },
    })
    return suspendSchedules(tx, id, deletedAt.getTime())
  }

  async function removeAll(tx: Tx, userId: string, by: Origin): Promise<Deleted> {
    await lockAccounts(tx)
    const workspaces = await lockWorkspacesOf(tx, userId)
    const blocking = workspaces.filter(({ others, isOnlyOwner }) => isOnlyOwner && others > 0)
    if (blocking.length > 0) throw stillNeeded(blocking.map(({ name }) => name))
    const monitorKeys: number[] = []
    for (const workspace of workspaces) {
      await revokeInvitationsBy(tx, { workspaceId: workspace.id, userId }, now())
      if (workspace.others === 0) monitorKeys.push(...(await deleteWorkspace(tx, by, workspace)))
      else await recordLeaving(tx, by, workspace.id, userId)
    }
    const { name, email } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
    const sessions = await tx.session.findMany({ where: { userId, revokedAt: null }, select: { id: true } })
    await passOnInstallation(tx, by, userId)
    await tx.user.delete({ where: { id: userId }, select: { id: true } })
    const object = { kind: 'account', id: userId, name }
    await recordAudit(tx, by, { action: 'account.deleted', workspaceId: null, userId, object, before: { email, name } })
    await mails.queue(tx, email, { kind: 'account_deleted', name, at: new Date(now()) })
    return { sessionIds: sessions.map(({ id }) => id), monitorKeys }
  }

  return async (userId, by) => {
    const { sessionIds, monitorKeys } = await database.prisma.$transaction((tx) => removeAll(tx, userId, by), PATIENCE)
    // Their rows are gone; copies in the cache must not outlive them.
    for (const id of sessionIds) await store.revoke(id, 'account_deleted')
    await tellSchedulers(monitorKeys)
  }
}

/**
 * The workspaces that the person is in and that stand. Until the commit nobody joins or leaves them, and the account gets no session and no further workspace. Workspaces are
 * locked before the account, as by everybody else who locks both.
 */
async function lockWorkspacesOf(tx: Tx, userId: string) {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    select id from workspace where id in (select workspace_id from membership where user_id = ${userId}::uuid) order by id for update`
  const rows = await tx.$queryRaw<unknown[]>`select 1 from app_user where id = ${userId}::uuid for update`
  if (rows.length === 0) throw new AppError('not_signed_in', 'The account is deleted')
  const found = await tx.membership.findMany({
    where: { userId },
    select: { role: true, workspace: { include: { memberships: { select: { userId: true, role: true } } } } },
  })
  const known = new Set(locked.map(({ id }) => id))
  if (found.some(({ workspace }) => !known.has(workspace.id)))
    throw new AppError('conflict', 'You joined another workspace at this moment. Try again')
  return found
    .filter(({ workspace }) => workspace.deletedAt === null)
    .map(({ role, workspace: { id, name, memberships } }) => {
      const others = memberships.filter((member) => member.userId !== userId)
      const isOnlyOwner = role === 'owner' && others.every((member) => member.role !== 'owner')
      return { id, name, role, others: others.length, isOnlyOwner }
    })
}

async function recordLeaving(tx: Tx, by: Origin, workspaceId: string, userId: string): Promise<void> {
  const object = { kind: 'member', id: userId, name: by.actor.name }
  await recordAudit(tx, by, { action: 'member.left', workspaceId, userId, object })
}

function stillNeeded(names: readonly string[]): AppError {
  const list = names.map((name) => `“${name}”`).join(', ')
  return new AppError(
    'conflict',
    `You are the only owner of ${list}, and others are in there. Make one of them an owner, or delete the workspace, first`,
  )
}
