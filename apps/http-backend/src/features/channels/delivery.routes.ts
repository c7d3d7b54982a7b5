import { deliveriesQuery, deliveriesReply } from '@mointering/api-contract/http/channels'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { decodeCursor, encodeCursor } from '../monitors/monitor-cursor.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { DELIVERY_PARTS, presentDelivery } from './channel-record.js'

const listShape = {
  method: 'get',
  path: '/api/v1/workspaces/:workspaceId/deliveries',
  summary: 'List what was told, newest first',
  tag: 'Channels',
  params: workspaceParams,
  query: deliveriesQuery,
  body: nothing.optional(),
  reply: deliveriesReply,
  status: 200,
} as const

const cursorParts = z.tuple([z.int().min(0).max(8.64e15), z.uuid()])

export const deliveryRoutes = ({ database }: { database: Database }): Endpoint[] => [
  workspaceEndpoint('channels:read', listShape, async ({ query, member: { workspaceId } }) => {
    const { limit, state, channelId } = query
    const after = decodeCursor(query.cursor, cursorParts)
    const rows = await database.prisma.delivery.findMany({
      where: {
        workspaceId,
        ...(state && { state }),
        ...(channelId && { channelId }),
        ...(after && {
          OR: [{ queuedAt: { lt: new Date(after[0]) } }, { queuedAt: new Date(after[0]), id: { lt: after[1] } }],
        }),
      },
      include: DELIVERY_PARTS,
      orderBy: [{ queuedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map(presentDelivery),
      nextCursor: rows.length > limit && last ? encodeCursor([last.queuedAt.getTime(), last.id]) : null,
    }
  }),
]
