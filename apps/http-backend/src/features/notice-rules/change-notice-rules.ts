import type {
  CreateNoticeRuleRequest,
  NoticeRule,
  UpdateNoticeRuleRequest,
} from '@mointering/api-contract/http/notice-rules'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { requireVersion } from '../../http/entity-tag.js'
import { lockWorkspace, refuse, requireChannels } from '../on-call/belongs-here.js'
import { auditedRule, noSuchRule, presentRule } from './notice-rule-record.js'

type Tx = Prisma.TransactionClient
type Target = { workspaceId: string; ruleId: string }

export type ChangeNoticeRules = {
  create(workspaceId: string, request: CreateNoticeRuleRequest, by: Origin): Promise<NoticeRule>
  update(
    target: Target & { ifMatch: string | undefined },
    request: UpdateNoticeRuleRequest,
    by: Origin,
  ): Promise<NoticeRule>
  remove(target: Target, by: Origin): Promise<void>
  /** Puts all rules in this order. Refused when somebody added or deleted one meanwhile. */
  order(workspaceId: string, ids: readonly string[], by: Origin): Promise<NoticeRule[]>
}

const MOST_RULES = 100

/** Changes of a workspace's rules wait for each other: their order is one thing. */
export function createChangeNoticeRules({
  database,
  now,
}: {
  database: Database
  now: () => number
}): ChangeNoticeRules {
  const lock = async (tx: Tx, { workspaceId, ruleId }: Target) => {
    await lockWorkspace(tx, workspaceId)
    const rule = await tx.noticeRule.findFirst({ where: { id: ruleId, workspaceId } })
    if (!rule) throw noSuchRule()
    return rule
  }
  const record = (tx: Tx, by: Origin, action: string, rule: Prisma.NoticeRuleGetPayload<object>, changes: object) =>
    recordAudit(tx, by, {
      action: `notice_rule.${action}`,
      workspaceId: rule.workspaceId,
      object: { kind: 'notice_rule', id: rule.id, name: rule.name },
      ...changes,
    })

  return {
    create: (workspaceId, request, by) =>
      database.prisma.$transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId)
        const last = await tx.noticeRule.aggregate({ where: { workspaceId }, _max: { position: true }, _count: true })
        if (last._count >= MOST_RULES)
          throw new AppError('limit_reached', `A workspace may have ${MOST_RULES} routing rules`)
        await requireOwn(tx, workspaceId, request)
        const position = (last._max.position ?? 0) + 1
        const rule = await tx.noticeRule.create({
          data: { ...request, position, workspaceId, createdAt: new Date(now()) },
        })
        await record(tx, by, 'created', rule, { after: auditedRule(rule) })
        return presentRule(rule)
      }),

    update: (target, request, by) =>
      database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        requireVersion(target.ifMatch, before.version)
        await requireOwn(tx, target.workspaceId, request)
        const changes = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined))
        const after = await tx.noticeRule.update({
          where: { id: before.id },
          data: { ...changes, version: { increment: 1 } },
        })
        await record(tx, by, 'updated', after, { before: auditedRule(before), after: auditedRule(after) })
        return presentRule(after)
      }),

    async remove(target, by) {
      await database.prisma.$transaction(async (tx) => {
        const before = await lock(tx, target)
        await tx.noticeRule.delete({ where: { id: before.id } })
        await record(tx, by, 'deleted', before, { before: auditedRule(before) })
      })
    },

    order: (workspaceId, ids, by) =>
      database.prisma.$transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId)
        const known = await tx.noticeRule.findMany({ where: { workspaceId }, orderBy: { position: 'asc' } })
        const wanted = new Set(ids)
        if (ids.length !== known.length || wanted.size !== ids.length || known.some(({ id }) => !wanted.has(id)))
          throw new AppError('conflict', 'The rules changed meanwhile: load them again, then move this one')
        const ordered = []
        for (const [index, id] of ids.entries()) {
          const before = known.find((rule) => rule.id === id)
          if (before?.position === index + 1) {
            ordered.push(before)
            continue
          }
          const data = { position: index + 1, version: { increment: 1 } }
          const after = await tx.noticeRule.update({ where: { id }, data })
          await record(tx, by, 'moved', after, {
            before: { position: before?.position },
            after: { position: index + 1 },
          })
          ordered.push(after)
        }
        return ordered.map(presentRule)
      }),
  }
}

/** Refuses what is of another workspace, or gone. */
async function requireOwn(tx: Tx, workspaceId: string, request: UpdateNoticeRuleRequest): Promise<void> {
  await requireChannels(tx, workspaceId, request.channelIds ?? [], 'channelIds')
  const monitorIds = [...new Set(request.monitorIds)]
  const own = await tx.monitor.count({ where: { workspaceId, id: { in: monitorIds }, deletedAt: null } })
  if (own < monitorIds.length) refuse('monitorIds', 'One of these monitors is not in this workspace')
  const { escalationPolicyId } = request
  if (escalationPolicyId && !(await tx.escalationPolicy.findFirst({ where: { id: escalationPolicyId, workspaceId } })))
    refuse('escalationPolicyId', 'This escalation policy is not in this workspace')
}
