import { createDeployRequest, deploy, deploysQuery, deploysReply } from '@mointering/api-contract/http/deploys'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { decodeCursor, encodeCursor } from '../monitors/monitor-cursor.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { createDeploy, deleteDeploy, presentDeploy } from './change-deploys.js'

const PATH = '/api/v1/workspaces/:workspaceId/deploys'
const common = { tag: 'Deploys', params: workspaceParams, query: nothing, body: nothing.optional() } as const
const cursorParts = z.tuple([z.int().min(0).max(8.64e15), z.uuid()])

const listShape = {
  ...common,
  method: 'get',
  path: PATH,
  summary: 'List deploys, newest first',
  query: deploysQuery,
  reply: deploysReply,
  status: 200,
} as const
const createShape = {
  ...common,
  method: 'post',
  path: PATH,
  summary: 'Mark a deploy: incidents show what was deployed shortly before them',
  body: createDeployRequest,
  reply: deploy,
  status: 201,
} as const
const deleteShape = {
  ...common,
  method: 'delete',
  path: `${PATH}/:deployId`,
  summary: 'Delete the marker of a deploy',
  params: z.object({ workspaceId: z.uuid(), deployId: z.uuid() }),
  reply: null,
  status: 204,
} as const

export function deployRoutes(deps: { database: Database; now: () => number }): Endpoint[] {
  return [
    workspaceEndpoint('monitors:read', listShape, async ({ query, member: { workspaceId } }) => {
      const after = decodeCursor(query.cursor, cursorParts)
      const rows = await deps.database.prisma.deployMarker.findMany({
        where: {
          workspaceId,
          ...(after && { OR: [{ at: { lt: new Date(after[0]) } }, { at: new Date(after[0]), id: { lt: after[1] } }] }),
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: query.limit + 1,
      })
      const page = rows.slice(0, query.limit)
      const last = page.at(-1)
      return {
        items: page.map(presentDeploy),
        nextCursor: rows.length > query.limit && last ? encodeCursor([last.at.getTime(), last.id]) : null,
      }
    }),
    workspaceEndpoint('monitors:write', createShape, ({ body, member, by }) =>
      createDeploy(deps, member.workspaceId, body, by),
    ),
    workspaceEndpoint('monitors:write', deleteShape, async ({ params, by }) => {
      await deleteDeploy(deps, params, by)
      return null
    }),
  ]
}
