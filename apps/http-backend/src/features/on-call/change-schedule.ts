import { escalationSteps } from '@mointering/api-contract/http/escalation'
import type {
  CreateOnCallScheduleRequest,
  OnCallLayerSettings,
  UpdateOnCallScheduleRequest,
} from '@mointering/api-contract/http/on-call'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma, OnCallSchedule as Row } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { requireVersion } from '../../http/entity-tag.js'
import { lockWorkspace, requireMembers } from './belongs-here.js'
import { auditedSchedule, noSuchSchedule } from './schedule-record.js'

type Tx = Prisma.TransactionClient
type Target = { workspaceId: string; scheduleId: string }

export type ChangeSchedule = {
  create(workspaceId: string, request: CreateOnCallScheduleRequest, by: Origin): Promise<Row>
  update(
    target: Target & { ifMatch: string | undefined },
    request: UpdateOnCallScheduleRequest,
    by: Origin,
  ): Promise<Row>
  /** Rejects with conflict while an escalation policy names it. */
  remove(target: Target, by: Origin): Promise<void>
}

const MOST_SCHEDULES = 50

export function createChangeSchedule({ database, now }: { database: Database; now: () => number }): ChangeSchedule {
  const lock = async (tx: Tx, { workspaceId, scheduleId }: Target) => {
    await lockWorkspace(tx, workspaceId)
    const schedule = await tx.onCallSchedule.findFirst({ where: { id: scheduleId, workspaceId } })
    if (!schedule) throw noSuchSchedule()
    return schedule
  }

  return {
    create: (workspaceId, request, by) =>
      database.prisma.$transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId)
        if ((await tx.onCallSchedule.count({ where: { workspaceId } })) >= MOST_SCHEDULES)
          throw new AppError('limit_reached', `A workspace may have ${MOST_SCHEDULES} on-call schedules`)
        await requireMembers(tx, workspaceId, peopleOf(request.layers), 'layers')
        const schedule = await tx.onCallSchedule.create({
          data: { ...request, workspaceId, createdAt: new Date(now()) },
        })
        await recordAudit(tx, by, {
          action: 'on_call_schedule.created',
          workspaceId,
          object: { kind: 'on_call_schedule', id: schedule.id, name: schedule.name },
          after: auditedSchedule(schedule),
        })
        return schedule
      }),

    update: (target, { name, timeZone, layers }, by) =>
      database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        requireVersion(target.ifMatch, before.version)
        if (layers) await requireMembers(tx, target.workspaceId, peopleOf(layers), 'layers')
        const after = await tx.onCallSchedule.update({
          where: { id: before.id },
          data: {
            ...(name !== undefined && { name }),
            ...(timeZone !== undefined && { timeZone }),
            ...(layers !== undefined && { layers }),
            version: { increment: 1 },
          },
        })
        await recordAudit(tx, by, {
          action: 'on_call_schedule.updated',
          workspaceId: target.workspaceId,
          object: { kind: 'on_call_schedule', id: before.id, name: after.name },
          before: auditedSchedule(before),
          after: auditedSchedule(after),
        })
        return after
      }),

    async remove(target, by) {
      await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        const policy = await policyThatTells(tx, target)
        if (policy)
          throw new AppError('conflict', `The escalation policy “${policy}” tells this schedule: change it first`)
        await tx.onCallSchedule.delete({ where: { id: before.id } })
        await recordAudit(tx, by, {
          action: 'on_call_schedule.deleted',
          workspaceId: target.workspaceId,
          object: { kind: 'on_call_schedule', id: before.id, name: before.name },
          before: auditedSchedule(before),
        })
      })
    },
  }
}

const peopleOf = (layers: readonly OnCallLayerSettings[]): string[] => layers.flatMap((layer) => layer.participants)

/** The name of a policy with this schedule in a step. */
async function policyThatTells(tx: Tx, { workspaceId, scheduleId }: Target): Promise<string | null> {
  const policies = await tx.escalationPolicy.findMany({ where: { workspaceId }, select: { name: true, steps: true } })
  const tells = policies.find(({ steps }) =>
    escalationSteps.parse(steps).some(({ targets }) => targets.some(({ id }) => id === scheduleId.toLowerCase())),
  )
  return tells?.name ?? null
}
