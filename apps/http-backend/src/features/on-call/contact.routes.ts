import { onCallContact, onCallContactsReply, setOnCallContactRequest } from '@mointering/api-contract/http/on-call'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { requireChannels } from './belongs-here.js'
import { CONTACTS_PATH, contactParams } from './on-call-params.js'

const common = { tag: 'On call', query: nothing } as const

const listShape = {
  ...common,
  method: 'get',
  path: CONTACTS_PATH,
  summary: 'List where members are told when they are on call',
  params: workspaceParams,
  body: nothing.optional(),
  reply: onCallContactsReply,
  status: 200,
} as const
const setShape = {
  ...common,
  method: 'patch',
  path: `${CONTACTS_PATH}/:userId`,
  summary: 'Choose where a member is told when on call: a channel, or by mail to their own address',
  params: contactParams,
  body: setOnCallContactRequest,
  reply: onCallContact,
  status: 200,
} as const

const PARTS = {
  userId: true,
  onCallChannelId: true,
  user: { select: { name: true } },
} as const satisfies Prisma.MembershipSelect
const present = (row: Prisma.MembershipGetPayload<{ select: typeof PARTS }>) => ({
  userId: row.userId,
  name: row.user.name,
  channelId: row.onCallChannelId,
})

export function contactRoutes({ database }: { database: Database }): Endpoint[] {
  return [
    workspaceEndpoint('members:read', listShape, async ({ member: { workspaceId } }) => {
      const rows = await database.prisma.membership.findMany({
        where: { workspaceId },
        select: PARTS,
        orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
      })
      return { items: rows.map(present) }
    }),
    workspaceEndpoint('channels:write', setShape, async ({ params, body, member: { workspaceId }, by }) => {
      const key = { workspaceId_userId: { workspaceId, userId: params.userId } }
      return database.prisma.$transaction(async (tx) => {
        await tx.$queryRaw`select 1 from membership where workspace_id = ${workspaceId}::uuid and user_id = ${params.userId}::uuid for update`
        const before = await tx.membership.findUnique({ where: key, select: PARTS })
        if (!before) throw new AppError('not_found', 'There is no such member')
        if (body.channelId !== null) await requireChannels(tx, workspaceId, [body.channelId], 'channelId')
        const after = await tx.membership.update({
          where: key,
          data: { onCallChannelId: body.channelId },
          select: PARTS,
        })
        await recordAudit(tx, by, {
          action: 'on_call_contact.updated',
          workspaceId,
          object: { kind: 'member', id: after.userId, name: after.user.name },
          before: { channelId: before.onCallChannelId },
          after: { channelId: after.onCallChannelId },
        })
        return present(after)
      })
    }),
  ]
}
