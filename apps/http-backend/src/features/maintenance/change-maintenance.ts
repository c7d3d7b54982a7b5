import type { CreateMaintenanceRequest, MaintenanceWindow } from '@mointering/api-contract/http/maintenance'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { auditedWindow, noSuchWindow, presentWindow } from './maintenance-record.js'

type Target = { workspaceId: string; windowId: string }

export type ChangeMaintenance = {
  create(workspaceId: string, request: CreateMaintenanceRequest, by: Origin): Promise<MaintenanceWindow>
  /** Ends the occurrence in force, and of a recurring window all later ones. */
  end(target: Target, by: Origin): Promise<MaintenanceWindow>
  remove(target: Target, by: Origin): Promise<void>
}

/** A window that began longer ago could change what was told and counted already. */
const EARLIEST_MS = 5 * 60_000
const MOST_WINDOWS = 500

export function createChangeMaintenance({
  database,
  now,
}: {
  database: Database
  now: () => number
}): ChangeMaintenance {
  const lock = async (tx: Prisma.TransactionClient, { workspaceId, windowId }: Target) => {
    await tx.$queryRaw`select 1 from maintenance_window where id = ${windowId}::uuid for update`
    const window = await tx.maintenanceWindow.findFirst({ where: { id: windowId, workspaceId } })
    if (!window) throw noSuchWindow()
    return window
  }

  return {
    async create(workspaceId, request, by) {
      const startsAt = new Date(request.startsAt)
      if (startsAt.getTime() < now() - EARLIEST_MS) refuse('startsAt', 'Choose a time that is not over yet')
      const made = await database.prisma.$transaction(async (tx) => {
        const own = await tx.monitor.count({ where: { workspaceId, id: { in: request.monitorIds }, deletedAt: null } })
        if (own < new Set(request.monitorIds).size)
          refuse('monitorIds', 'One of these monitors is not in this workspace')
        if ((await tx.maintenanceWindow.count({ where: { workspaceId } })) >= MOST_WINDOWS)
          throw new AppError(
            'limit_reached',
            `A workspace may have ${MOST_WINDOWS} maintenance windows: delete old ones`,
          )
        const window = await tx.maintenanceWindow.create({
          data: { ...request, startsAt, workspaceId, createdBy: by.actor.name, createdAt: new Date(now()) },
        })
        await recordAudit(tx, by, {
          action: 'maintenance.created',
          workspaceId,
          object: { kind: 'maintenance', id: window.id, name: window.name },
          after: auditedWindow(window),
        })
        return window
      })
      return presentWindow(made, now())
    },

    async end(target, by) {
      const ended = await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        if (before.endedAt) return before
        const after = await tx.maintenanceWindow.update({
          where: { id: before.id },
          data: { endedAt: new Date(now()), version: { increment: 1 }, updatedAt: new Date(now()) },
        })
        await recordAudit(tx, by, {
          action: 'maintenance.ended',
          workspaceId: target.workspaceId,
          object: { kind: 'maintenance', id: before.id, name: before.name },
          before: auditedWindow(before),
          after: auditedWindow(after),
        })
        return after
      })
      return presentWindow(ended, now())
    },

    async remove(target, by) {
      await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        await tx.maintenanceWindow.delete({ where: { id: before.id } })
        await recordAudit(tx, by, {
          action: 'maintenance.deleted',
          workspaceId: target.workspaceId,
          object: { kind: 'maintenance', id: before.id, name: before.name },
          before: auditedWindow(before),
        })
      })
    },
  }
}

function refuse(path: string, message: string): never {
  throw new AppError('invalid_input', message, { issues: [{ path, message }] })
}
