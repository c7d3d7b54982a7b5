import {
  createEscalationPolicyRequest,
  escalationPoliciesReply,
  escalationPolicy,
  updateEscalationPolicyRequest,
} from '@mointering/api-contract/http/escalation'
import type { Database } from '@mointering/db/database'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { ChangePolicy } from './change-policy.js'
import { POLICIES_PATH, POLICY_PATH, policyParams } from './on-call-params.js'
import { noSuchPolicy, presentPolicy } from './policy-record.js'

const common = { tag: 'On call', query: nothing, body: nothing.optional() } as const
const all = { ...common, path: POLICIES_PATH, params: workspaceParams } as const
const one = { ...common, path: POLICY_PATH, params: policyParams } as const

const listShape = {
  ...all,
  method: 'get',
  summary: 'List escalation policies',
  reply: escalationPoliciesReply,
  status: 200,
} as const
const createShape = {
  ...all,
  method: 'post',
  summary: 'Add an escalation policy',
  body: createEscalationPolicyRequest,
  reply: escalationPolicy,
  status: 201,
} as const
const readShape = {
  ...one,
  method: 'get',
  summary: 'Read an escalation policy',
  reply: escalationPolicy,
  status: 200,
} as const
const updateShape = {
  ...one,
  method: 'patch',
  summary: 'Change an escalation policy',
  body: updateEscalationPolicyRequest,
  reply: escalationPolicy,
  status: 200,
  requestHeaders: ['If-Match'],
} as const
const deleteShape = {
  ...one,
  method: 'delete',
  summary: 'Delete an escalation policy; routing rules go on without it',
  reply: null,
  status: 204,
} as const

type Deps = { database: Database; changePolicy: ChangePolicy }

export function policyRoutes({ database, changePolicy }: Deps): Endpoint[] {
  return [
    workspaceEndpoint('channels:read', listShape, async ({ member: { workspaceId } }) => {
      const rows = await database.prisma.escalationPolicy.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return { items: rows.map(presentPolicy) }
    }),
    workspaceEndpoint('channels:write', createShape, ({ body, member, by }) =>
      changePolicy.create(member.workspaceId, body, by),
    ),
    workspaceEndpoint('channels:read', readShape, async ({ params, member: { workspaceId }, res }) => {
      const row = await database.prisma.escalationPolicy.findFirst({ where: { id: params.policyId, workspaceId } })
      if (!row) throw noSuchPolicy()
      res.setHeader('ETag', entityTag(row.version))
      return presentPolicy(row)
    }),
    workspaceEndpoint('channels:write', updateShape, async ({ params, body, by, req, res }) => {
      const changed = await changePolicy.update({ ...params, ifMatch: req.get('If-Match') }, body, by)
      res.setHeader('ETag', entityTag(changed.version))
      return changed
    }),
    workspaceEndpoint('channels:write', deleteShape, async ({ params, by }) => {
      await changePolicy.remove(params, by)
      return null
    }),
  ]
}
