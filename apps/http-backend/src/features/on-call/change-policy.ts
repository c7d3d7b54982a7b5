import type {
  CreateEscalationPolicyRequest,
  EscalationPolicy,
  EscalationSteps,
  UpdateEscalationPolicyRequest,
} from '@mointering/api-contract/http/escalation'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { requireVersion } from '../../http/entity-tag.js'
import { lockWorkspace, requireChannels, requireMembers, requireSchedules } from './belongs-here.js'
import { auditedPolicy, noSuchPolicy, presentPolicy } from './policy-record.js'

type Tx = Prisma.TransactionClient
type Target = { workspaceId: string; policyId: string }

export type ChangePolicy = {
  create(workspaceId: string, request: CreateEscalationPolicyRequest, by: Origin): Promise<EscalationPolicy>
  update(
    target: Target & { ifMatch: string | undefined },
    request: UpdateEscalationPolicyRequest,
    by: Origin,
  ): Promise<EscalationPolicy>
  /** Routing rules that name it go on without it. */
  remove(target: Target, by: Origin): Promise<void>
}

const MOST_POLICIES = 50

export function createChangePolicy({ database, now }: { database: Database; now: () => number }): ChangePolicy {
  const lock = async (tx: Tx, { workspaceId, policyId }: Target) => {
    await lockWorkspace(tx, workspaceId)
    const policy = await tx.escalationPolicy.findFirst({ where: { id: policyId, workspaceId } })
    if (!policy) throw noSuchPolicy()
    return policy
  }

  return {
    async create(workspaceId, request, by) {
      const made = await database.prisma.$transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId)
        if ((await tx.escalationPolicy.count({ where: { workspaceId } })) >= MOST_POLICIES)
          throw new AppError('limit_reached', `A workspace may have ${MOST_POLICIES} escalation policies`)
        await requireTargets(tx, workspaceId, request.steps)
        const policy = await tx.escalationPolicy.create({
          data: { ...request, workspaceId, createdAt: new Date(now()) },
        })
        await recordAudit(tx, by, {
          action: 'escalation_policy.created',
          workspaceId,
          object: { kind: 'escalation_policy', id: policy.id, name: policy.name },
          after: auditedPolicy(policy),
        })
        return policy
      })
      return presentPolicy(made)
    },

    async update(target, { name, steps, repeats }, by) {
      const changed = await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        requireVersion(target.ifMatch, before.version)
        if (steps) await requireTargets(tx, target.workspaceId, steps)
        const after = await tx.escalationPolicy.update({
          where: { id: before.id },
          data: {
            ...(name !== undefined && { name }),
            ...(steps !== undefined && { steps }),
            ...(repeats !== undefined && { repeats }),
            version: { increment: 1 },
          },
        })
        await recordAudit(tx, by, {
          action: 'escalation_policy.updated',
          workspaceId: target.workspaceId,
          object: { kind: 'escalation_policy', id: before.id, name: after.name },
          before: auditedPolicy(before),
          after: auditedPolicy(after),
        })
        return after
      })
      return presentPolicy(changed)
    },

    async remove(target, by) {
      await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        await tx.noticeRule.updateMany({
          where: { workspaceId: target.workspaceId, escalationPolicyId: before.id },
          data: { escalationPolicyId: null, version: { increment: 1 } },
        })
        await tx.escalationPolicy.delete({ where: { id: before.id } })
        await recordAudit(tx, by, {
          action: 'escalation_policy.deleted',
          workspaceId: target.workspaceId,
          object: { kind: 'escalation_policy', id: before.id, name: before.name },
          before: auditedPolicy(before),
        })
      })
    },
  }
}

async function requireTargets(tx: Tx, workspaceId: string, steps: EscalationSteps): Promise<void> {
  const targets = steps.flatMap((step) => step.targets)
  const idsOf = (wanted: string) => targets.filter(({ kind }) => kind === wanted).map(({ id }) => id)
  await requireChannels(tx, workspaceId, idsOf('channel'), 'steps')
  await requireSchedules(tx, workspaceId, idsOf('schedule'), 'steps')
  await requireMembers(tx, workspaceId, idsOf('user'), 'steps')
}
