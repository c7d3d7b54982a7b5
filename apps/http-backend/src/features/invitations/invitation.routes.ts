import {
  createInvitationReply,
  createInvitationRequest,
  invitationsReply,
} from '@mointering/api-contract/http/workspaces'
import type { Database } from '@mointering/db/database'
import type { Response } from 'express'
import { z } from 'zod'
import type { Member } from '../../auth/guards.js'
import { sessionOfPerson } from '../../auth/person-of.js'
import { accountKey, type RateLimits } from '../../auth/rate-limits.js'
import { noBody, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { ChangeInvitations } from './change-invitations.js'
import { listInvitations } from './invitations.queries.js'

const INVITATIONS_PATH = '/api/v1/workspaces/:workspaceId/invitations'
const INVITATION_PATH = `${INVITATIONS_PATH}/:invitationId` as const
const invitationParams = workspaceParams.extend({ invitationId: z.uuid().transform((value) => value.toLowerCase()) })
const common = { tag: 'Members', query: nothing } as const

type Deps = { changeInvitations: ChangeInvitations; rateLimits: RateLimits }

/** Nobody can have us send mails to strangers without end: neither one workspace, nor one person with many, nor many of them to one address. */
async function takeSending(rateLimits: RateLimits, res: Response, member: Member, email: string): Promise<void> {
  await rateLimits.take(res, [
    ['inviteToWorkspace', member.workspaceId],
    ['inviteByPerson', sessionOfPerson(member).user.id],
    ['inviteToAddress', accountKey(email)],
  ])
}

const listShape = {
  ...common,
  method: 'get',
  path: INVITATIONS_PATH,
  summary: 'List the invitations that wait',
  params: workspaceParams,
  body: nothing.optional(),
  reply: invitationsReply,
  status: 200,
} as const

export const listInvitationsRoute = ({ database }: { database: Database }) =>
  workspaceEndpoint('members:write', listShape, async ({ member }) => ({
    items: await listInvitations(database.prisma, member.workspaceId),
  }))

const createShape = {
  ...common,
  method: 'post',
  path: INVITATIONS_PATH,
  summary: 'Invite somebody',
  params: workspaceParams,
  body: createInvitationRequest,
  reply: createInvitationReply,
  status: 201,
} as const

export const createInvitationRoute = ({ changeInvitations, rateLimits }: Deps) =>
  workspaceEndpoint('members:write', createShape, async ({ body, member, by, res }) => {
    await takeSending(rateLimits, res, member, body.email)
    return changeInvitations.create(member.workspaceId, body, { session: sessionOfPerson(member), by })
  })

const resendShape = {
  ...common,
  method: 'post',
  path: `${INVITATION_PATH}/resend`,
  summary: 'Send an invitation again, with a new link',
  params: invitationParams,
  body: noBody,
  reply: createInvitationReply,
  status: 200,
} as const

export const resendInvitationRoute = ({ changeInvitations, rateLimits }: Deps) =>
  workspaceEndpoint('members:write', resendShape, async ({ params, member, by, res }) => {
    const target = { workspaceId: member.workspaceId, invitationId: params.invitationId }
    await takeSending(rateLimits, res, member, await changeInvitations.addressOf(target))
    return changeInvitations.resend(target, { session: sessionOfPerson(member), by })
  })

const revokeShape = {
  ...common,
  method: 'delete',
  path: INVITATION_PATH,
  summary: 'Withdraw an invitation',
  params: invitationParams,
  body: nothing.optional(),
  reply: null,
  status: 204,
} as const

export const revokeInvitationRoute = ({ changeInvitations }: Pick<Deps, 'changeInvitations'>) =>
  workspaceEndpoint('members:write', revokeShape, async ({ params, member, by }) => {
    const target = { workspaceId: member.workspaceId, invitationId: params.invitationId }
    await changeInvitations.revoke(target, { session: sessionOfPerson(member), by })
    return null
  })
