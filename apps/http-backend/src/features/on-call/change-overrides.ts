import type { CreateOnCallOverrideRequest, OnCallOverride } from '@mointering/api-contract/http/on-call'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { lockWorkspace, refuse, requireMembers } from './belongs-here.js'
import { noSuchOverride, noSuchSchedule, OVERRIDE_PARTS, presentOverride } from './schedule-record.js'

type Tx = Prisma.TransactionClient
type Target = { workspaceId: string; scheduleId: string }

export type ChangeOverrides = {
  create(target: Target, request: CreateOnCallOverrideRequest, by: Origin): Promise<OnCallOverride>
  remove(target: Target & { overrideId: string }, by: Origin): Promise<void>
}

/** Of a schedule, of those that are not over. */
const MOST_OVERRIDES = 200

export function createChangeOverrides({ database, now }: { database: Database; now: () => number }): ChangeOverrides {
  const lock = async (tx: Tx, { workspaceId, scheduleId }: Target) => {
    await lockWorkspace(tx, workspaceId)
    const schedule = await tx.onCallSchedule.findFirst({ where: { id: scheduleId, workspaceId } })
    if (!schedule) throw noSuchSchedule()
    return schedule
  }

  return {
    async create(target, { userId, from, to }, by) {
      const made = await database.prisma.$transaction(async (tx) => {
        const schedule = await lock(tx, target)
        const [startsAt, endsAt] = [new Date(from), new Date(to)]
        if (endsAt.getTime() <= now()) refuse('to', 'Choose a time that is not over yet')
        await requireMembers(tx, target.workspaceId, [userId], 'userId')
        const stored = await tx.onCallOverride.count({
          where: { scheduleId: schedule.id, endsAt: { gt: new Date(now()) } },
        })
        if (stored >= MOST_OVERRIDES)
          throw new AppError('limit_reached', `A schedule may have ${MOST_OVERRIDES} overrides: delete some`)
        const override = await tx.onCallOverride.create({
          data: { scheduleId: schedule.id, userId, startsAt, endsAt, createdAt: new Date(now()) },
          include: OVERRIDE_PARTS,
        })
        await recordAudit(tx, by, {
          action: 'on_call_override.created',
          workspaceId: target.workspaceId,
          object: { kind: 'on_call_schedule', id: schedule.id, name: schedule.name },
          after: presentOverride(override),
        })
        return override
      })
      return presentOverride(made)
    },

    async remove(target, by) {
      await database.prisma.$transaction(async (tx) => {
        const schedule = await lock(tx, target)
        const override = await tx.onCallOverride.findFirst({
          where: { id: target.overrideId, scheduleId: schedule.id },
          include: OVERRIDE_PARTS,
        })
        if (!override) throw noSuchOverride()
        await tx.onCallOverride.delete({ where: { id: override.id } })
        await recordAudit(tx, by, {
          action: 'on_call_override.deleted',
          workspaceId: target.workspaceId,
          object: { kind: 'on_call_schedule', id: schedule.id, name: schedule.name },
          before: presentOverride(override),
        })
      })
    },
  }
}
