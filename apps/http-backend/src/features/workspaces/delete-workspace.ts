import type { Workspace } from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { resumeSchedules, suspendSchedules } from '@mointering/db/monitors/workspace-schedules'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import type { Mails } from '../../mail/mails.js'
import type { ForgetMembers } from './forget-members.js'
import type { TellSchedulers } from './tell-schedulers.js'
import {
  isWithinGrace,
  lockPresentWorkspace,
  lockWorkspace,
  noSuchWorkspace,
  presentWorkspace,
  purgeAtOf,
  type WorkspaceRecord,
} from './workspace-record.js'

type Who = { userId: string; by: Origin }

/** Deleting a workspace with a time to bring it back. Both reject with not_found and forbidden. */
export type DeleteWorkspace = {
  /** Its monitors are due no more, and to its members it does not exist any more. Rejects with invalid_input unless `confirmation` is its name. */
  remove(workspaceId: string, confirmation: string, who: Who): Promise<void>
  /** Undoes it; changes nothing when it was not deleted. */
  restore(workspaceId: string, who: Who): Promise<Workspace>
}

export function createDeleteWorkspace(deps: {
  database: Database
  mails: Mails
  publicUrl: string
  forgetMembers: ForgetMembers
  tellSchedulers: TellSchedulers
  now: () => number
}): DeleteWorkspace {
  const { database, mails, publicUrl, forgetMembers, tellSchedulers, now } = deps

  async function mailOwners(tx: Prisma.TransactionClient, { id, name }: WorkspaceRecord, by: Origin, deletedAt: Date) {
    const owners = await tx.membership.findMany({
      where: { workspaceId: id, role: 'owner' },
      select: { user: { select: { email: true, name: true } } },
    })
    const news = {
      workspaceName: name,
      by: by.actor.name,
      purgeAt: purgeAtOf(deletedAt),
      link: `${publicUrl}/workspaces`,
    }
    for (const { user } of owners) {
      await mails.queue(tx, user.email, { kind: 'workspace_deleted', name: user.name, ...news })
    }
  }

  return {
    async remove(workspaceId, confirmation, { userId, by }) {
      const monitorKeys = await database.prisma.$transaction(async (tx) => {
        const { workspace } = await lockPresentWorkspace(tx, { workspaceId, userId }, 'workspace:delete')
        if (confirmation.trim() !== workspace.name) throw notTheName()
        const deletedAt = new Date(now())
        await tx.workspace.update({ where: { id: workspaceId }, data: { deletedAt, version: { increment: 1 } } })
        await mailOwners(tx, workspace, by, deletedAt)
        await recordAudit(tx, by, {
          action: 'workspace.deleted',
          workspaceId,
          object: { kind: 'workspace', id: workspaceId, name: workspace.name },
          before: { deletedAt: null },
          after: { deletedAt },
        })
        return suspendSchedules(tx, workspaceId, deletedAt.getTime())
      })
      await forgetMembers.everybody(workspaceId)
      await tellSchedulers(monitorKeys)
    },

    async restore(workspaceId, { userId, by }) {
      const { record, role, monitorKeys } = await database.prisma.$transaction(async (tx) => {
        const { workspace, role } = await lockWorkspace(tx, { workspaceId, userId }, 'workspace:delete')
        if (!isWithinGrace(workspace, now())) throw noSuchWorkspace()
        if (!workspace.deletedAt) return { record: workspace, role, monitorKeys: [] }
        const data = { deletedAt: null, version: { increment: 1 } }
        const record = await tx.workspace.update({ where: { id: workspaceId }, data })
        await recordAudit(tx, by, {
          action: 'workspace.restored',
          workspaceId,
          object: { kind: 'workspace', id: workspaceId, name: workspace.name },
          before: { deletedAt: workspace.deletedAt },
          after: { deletedAt: null },
        })
        return { record, role, monitorKeys: await resumeSchedules(tx, workspaceId, now()) }
      })
      await forgetMembers.everybody(workspaceId)
      await tellSchedulers(monitorKeys)
      return presentWorkspace(record, role)
    },
  }
}

function notTheName(): AppError {
  const message = 'Type the name of the workspace as it is written'
  return new AppError('invalid_input', message, { issues: [{ path: 'confirmation', message }] })
}
