import type { createWorkspaceRequest, updateWorkspaceRequest } from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { Prisma } from '@mointering/db/generated/prisma/client'
import type { z } from 'zod'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { requireVersion } from '../../http/entity-tag.js'
import { addWorkspace } from './add-workspace.js'
import type { ForgetMembers } from './forget-members.js'
import { isReservedSlug } from './slug.js'
import { lockPresentWorkspace, presentWorkspace, type WorkspaceRecord } from './workspace-record.js'

/** How many workspaces one person may own, deleted ones that can be brought back included. */
export const OWNED_WORKSPACES = 50

export type ChangeWorkspace = {
  /** Rejects with limit_reached for a person who owns too many. */
  create(
    input: z.output<typeof createWorkspaceRequest>,
    who: { userId: string; by: Origin },
  ): Promise<ReturnType<typeof presentWorkspace>>
  /** Rejects with not_found, forbidden, stale_version, and conflict for a slug that another workspace has. */
  update(
    target: { workspaceId: string; ifMatch: string | undefined },
    patch: z.output<typeof updateWorkspaceRequest>,
    who: { userId: string; by: Origin },
  ): Promise<ReturnType<typeof presentWorkspace>>
}

export function createChangeWorkspace(deps: {
  database: Database
  forgetMembers: ForgetMembers
  ownedLimit?: number
  now: () => number
}): ChangeWorkspace {
  const { database, forgetMembers, ownedLimit = OWNED_WORKSPACES, now } = deps
  return {
    async create({ name }, { userId, by }) {
      const made = await database.prisma.$transaction(async (tx) => {
        // A person's creations take turns: so the limit holds.
        await tx.$queryRaw`select 1 from app_user where id = ${userId}::uuid for no key update`
        if ((await tx.membership.count({ where: { userId, role: 'owner' } })) >= ownedLimit) {
          throw new AppError('limit_reached', `A person may own ${ownedLimit} workspaces, deleted ones included`)
        }
        return addWorkspace(tx, by, { name, userId, createdAt: new Date(now()) })
      })
      await forgetMembers.people(made.id)
      return presentWorkspace(made, 'owner')
    },

    async update({ workspaceId, ifMatch }, patch, { userId, by }) {
      if (patch.slug !== undefined && isReservedSlug(patch.slug)) throw reserved()
      const changed = await database.prisma.$transaction(async (tx) => {
        const { workspace, role } = await lockPresentWorkspace(tx, { workspaceId, userId }, 'workspace:update')
        requireVersion(ifMatch, workspace.version)
        const { name = workspace.name, slug = workspace.slug } = patch
        if (name === workspace.name && slug === workspace.slug) return { record: workspace, role }
        const record = await save(tx, workspace, { name, slug })
        await recordAudit(tx, by, {
          action: 'workspace.updated',
          workspaceId,
          object: { kind: 'workspace', id: workspaceId, name },
          before: { name: workspace.name, slug: workspace.slug },
          after: { name, slug },
        })
        return { record, role }
      })
      await forgetMembers.people(workspaceId)
      return presentWorkspace(changed.record, changed.role)
    },
  }
}

async function save(
  tx: Prisma.TransactionClient,
  { id }: WorkspaceRecord,
  data: { name: string; slug: string },
): Promise<WorkspaceRecord> {
  try {
    return await tx.workspace.update({ where: { id }, data: { ...data, version: { increment: 1 } } })
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    const message = 'Another workspace has this address. Choose another one'
    throw new AppError('conflict', message, { issues: [{ path: 'slug', message }] })
  }
}

function reserved(): AppError {
  const message = 'This address is reserved. Choose another one'
  return new AppError('invalid_input', message, { issues: [{ path: 'slug', message }] })
}
