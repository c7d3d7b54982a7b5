import {
  createNoticeRuleRequest,
  noticeRouteQuery,
  noticeRouteReply,
  noticeRule,
  noticeRulesReply,
  orderNoticeRulesRequest,
  updateNoticeRuleRequest,
} from '@mointering/api-contract/http/notice-rules'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { routeOf } from '@mointering/monitoring-core/notice-routing'
import { z } from 'zod'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { monitorParams, workspaceParams } from '../monitors/monitor-params.js'
import type { ChangeNoticeRules } from './change-notice-rules.js'
import { noSuchRule, presentRule } from './notice-rule-record.js'

const PATH = '/api/v1/workspaces/:workspaceId/notice-rules'
const common = { tag: 'Routing', query: nothing, body: nothing.optional() } as const
const all = { ...common, path: PATH, params: workspaceParams } as const
const one = {
  ...common,
  path: `${PATH}/:ruleId`,
  params: z.object({ workspaceId: z.uuid(), ruleId: z.uuid() }),
} as const

const listShape = {
  ...all,
  method: 'get',
  summary: 'List routing rules, the first to be asked first',
  reply: noticeRulesReply,
  status: 200,
} as const
const createShape = {
  ...all,
  method: 'post',
  summary: 'Add a routing rule, as the last one',
  body: createNoticeRuleRequest,
  reply: noticeRule,
  status: 201,
} as const
const orderShape = {
  ...all,
  method: 'post',
  path: `${PATH}/order`,
  summary: 'Put the routing rules in another order',
  body: orderNoticeRulesRequest,
  reply: noticeRulesReply,
  status: 200,
} as const
const readShape = { ...one, method: 'get', summary: 'Read a routing rule', reply: noticeRule, status: 200 } as const
const updateShape = {
  ...one,
  method: 'patch',
  summary: 'Change a routing rule',
  body: updateNoticeRuleRequest,
  reply: noticeRule,
  status: 200,
  requestHeaders: ['If-Match'],
} as const
const deleteShape = { ...one, method: 'delete', summary: 'Delete a routing rule', reply: null, status: 204 } as const
const routeShape = {
  ...common,
  params: monitorParams,
  method: 'get',
  path: '/api/v1/workspaces/:workspaceId/monitors/:monitorId/notice-route',
  summary: 'Who would be told of an incident of a monitor',
  query: noticeRouteQuery,
  reply: noticeRouteReply,
  status: 200,
} as const

type Deps = { database: Database; changeNoticeRules: ChangeNoticeRules }

export function noticeRuleRoutes({ database, changeNoticeRules }: Deps): Endpoint[] {
  const rulesOf = (workspaceId: string) =>
    database.prisma.noticeRule.findMany({
      where: { workspaceId },
      orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    })
  return [
    workspaceEndpoint('channels:read', listShape, async ({ member: { workspaceId } }) => ({
      items: (await rulesOf(workspaceId)).map(presentRule),
    })),
    workspaceEndpoint('channels:write', createShape, ({ body, member, by }) =>
      changeNoticeRules.create(member.workspaceId, body, by),
    ),
    workspaceEndpoint('channels:write', orderShape, async ({ body, member, by }) => ({
      items: await changeNoticeRules.order(member.workspaceId, body.ids, by),
    })),
    workspaceEndpoint('channels:read', readShape, async ({ params, member: { workspaceId }, res }) => {
      const row = await database.prisma.noticeRule.findFirst({ where: { id: params.ruleId, workspaceId } })
      if (!row) throw noSuchRule()
      res.setHeader('ETag', entityTag(row.version))
      return presentRule(row)
    }),
    workspaceEndpoint('channels:write', updateShape, async ({ params, body, by, req, res }) => {
      const changed = await changeNoticeRules.update({ ...params, ifMatch: req.get('If-Match') }, body, by)
      res.setHeader('ETag', entityTag(changed.version))
      return changed
    }),
    workspaceEndpoint('channels:write', deleteShape, async ({ params, by }) => {
      await changeNoticeRules.remove(params, by)
      return null
    }),
    workspaceEndpoint('channels:read', routeShape, async ({ params, query, member: { workspaceId } }) => {
      const monitor = await database.prisma.monitor.findFirst({
        where: { id: params.monitorId, workspaceId, deletedAt: null },
        select: { id: true, tags: true },
      })
      if (!monitor) throw new AppError('not_found', 'There is no such monitor')
      const channels = await database.prisma.channel.findMany({
        where: { workspaceId, enabled: true },
        select: { id: true, isDefault: true },
      })
      const rules = await rulesOf(workspaceId)
      const subject = { monitorId: monitor.id, tags: monitor.tags, severity: query.severity }
      const defaults = channels.filter(({ isDefault }) => isDefault).map(({ id }) => id)
      const { channelIds, escalationPolicyId, ruleId } = routeOf(subject, rules, defaults)
      const enabled = new Set(channels.map(({ id }) => id))
      return { ruleId, channelIds: channelIds.filter((id) => enabled.has(id)), escalationPolicyId }
    }),
  ]
}
