import {
  channel,
  channelsReply,
  createChannelRequest,
  updateChannelRequest,
} from '@mointering/api-contract/http/channels'
import type { Database } from '@mointering/db/database'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { ChangeChannel } from './change-channel.js'
import { CHANNEL_PATH, CHANNELS_PATH, channelParams } from './channel-params.js'
import { noSuchChannel, presentChannel } from './channel-record.js'

const common = { tag: 'Channels', query: nothing, body: nothing.optional() } as const
const all = { ...common, path: CHANNELS_PATH, params: workspaceParams } as const
const one = { ...common, path: CHANNEL_PATH, params: channelParams } as const

const listShape = { ...all, method: 'get', summary: 'List channels', reply: channelsReply, status: 200 } as const
const createShape = {
  ...all,
  method: 'post',
  summary: 'Add a channel',
  body: createChannelRequest,
  reply: channel,
  status: 201,
} as const
const readShape = { ...one, method: 'get', summary: 'Read a channel', reply: channel, status: 200 } as const
const updateShape = {
  ...one,
  method: 'patch',
  summary: 'Change a channel',
  body: updateChannelRequest,
  reply: channel,
  status: 200,
  requestHeaders: ['If-Match'],
} as const
const deleteShape = {
  ...one,
  method: 'delete',
  summary: 'Delete a channel, with what waits to be told on it',
  reply: null,
  status: 204,
} as const

type Deps = { database: Database; changeChannel: ChangeChannel }

export function channelRoutes({ database, changeChannel }: Deps): Endpoint[] {
  return [
    workspaceEndpoint('channels:read', listShape, async ({ member: { workspaceId } }) => {
      const rows = await database.prisma.channel.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return { items: rows.map(presentChannel) }
    }),
    workspaceEndpoint('channels:write', createShape, ({ body, member, by }) =>
      changeChannel.create(member.workspaceId, body, by),
    ),
    workspaceEndpoint('channels:read', readShape, async ({ params, member: { workspaceId }, res }) => {
      const row = await database.prisma.channel.findFirst({ where: { id: params.channelId, workspaceId } })
      if (!row) throw noSuchChannel()
      res.setHeader('ETag', entityTag(row.version))
      return presentChannel(row)
    }),
    workspaceEndpoint('channels:write', updateShape, async ({ params, body, by, req, res }) => {
      const changed = await changeChannel.update({ ...params, ifMatch: req.get('If-Match') }, body, by)
      res.setHeader('ETag', entityTag(changed.version))
      return changed
    }),
    workspaceEndpoint('channels:write', deleteShape, async ({ params, by }) => {
      await changeChannel.remove(params, by)
      return null
    }),
  ]
}
