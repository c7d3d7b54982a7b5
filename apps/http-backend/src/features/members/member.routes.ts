import { changeRoleRequest, member, membersReply } from '@mointering/api-contract/http/workspaces'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { sessionOfPerson } from '../../auth/person-of.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { ChangeMembers } from './change-members.js'
import { listMembers } from './members.queries.js'

const MEMBERS_PATH = '/api/v1/workspaces/:workspaceId/members'
const MEMBER_PATH = `${MEMBERS_PATH}/:userId`
const memberParams = workspaceParams.extend({ userId: z.uuid().transform((value) => value.toLowerCase()) })
const common = { tag: 'Members', query: nothing, body: nothing.optional() } as const

const listShape = {
  ...common,
  method: 'get',
  path: MEMBERS_PATH,
  summary: 'List the members',
  params: workspaceParams,
  reply: membersReply,
  status: 200,
} as const

export const listMembersRoute = ({ database }: { database: Database }) =>
  workspaceEndpoint('members:read', listShape, async ({ member: { workspaceId } }) => ({
    items: await listMembers(database.prisma, workspaceId),
  }))

const changeShape = {
  ...common,
  method: 'patch',
  path: MEMBER_PATH,
  summary: 'Change a member’s role (owners: after a fresh proof of identity)',
  params: memberParams,
  body: changeRoleRequest,
  reply: member,
  status: 200,
} as const

export const changeRoleRoute = ({ changeMembers }: { changeMembers: ChangeMembers }) =>
  workspaceEndpoint('members:write', changeShape, async ({ params, body, member: actor, by }) => {
    const target = { workspaceId: actor.workspaceId, userId: params.userId }
    return changeMembers.changeRole(target, body.role, { session: sessionOfPerson(actor), by })
  })

const removeShape = {
  ...common,
  method: 'delete',
  path: MEMBER_PATH,
  summary: 'Remove a member, or leave',
  params: memberParams,
  reply: null,
  status: 204,
} as const

/** Everybody may leave, so the guard asks for no more than membership. */
export const removeMemberRoute = ({ changeMembers }: { changeMembers: ChangeMembers }) =>
  workspaceEndpoint('members:read', removeShape, async ({ params, member: actor, by }) => {
    const session = sessionOfPerson(actor)
    if (params.userId !== session.user.id && !actor.can('members:write'))
      throw new AppError('forbidden', 'Your role in this workspace does not allow this')
    await changeMembers.remove({ workspaceId: actor.workspaceId, userId: params.userId }, { session, by })
    return null
  })
