import {
  createMaintenanceRequest,
  maintenanceQuery,
  maintenanceReply,
  maintenanceWindow,
  startMaintenanceRequest,
} from '@mointering/api-contract/http/maintenance'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { type Endpoint, noBody, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { decodeCursor, encodeCursor } from '../monitors/monitor-cursor.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { ChangeMaintenance } from './change-maintenance.js'
import { presentWindow } from './maintenance-record.js'

const PATH = '/api/v1/workspaces/:workspaceId/maintenance'
const common = { tag: 'Maintenance', params: workspaceParams, query: nothing, body: nothing.optional() } as const
const windowParams = z.object({ workspaceId: z.uuid(), windowId: z.uuid() })
const cursorParts = z.tuple([z.int().min(0).max(8.64e15), z.uuid()])

const listShape = {
  ...common,
  method: 'get',
  path: PATH,
  summary: 'List maintenance windows, the latest first',
  query: maintenanceQuery,
  reply: maintenanceReply,
  status: 200,
} as const
const createShape = {
  ...common,
  method: 'post',
  path: PATH,
  summary: 'Plan a maintenance window, once or recurring',
  body: createMaintenanceRequest,
  reply: maintenanceWindow,
  status: 201,
} as const
const startShape = {
  ...common,
  method: 'post',
  path: `${PATH}/start`,
  summary: 'Start maintenance now',
  body: startMaintenanceRequest,
  reply: maintenanceWindow,
  status: 201,
} as const
const endShape = {
  ...common,
  method: 'post',
  path: `${PATH}/:windowId/end`,
  summary: 'End maintenance now, and of a recurring window all that would come',
  params: windowParams,
  body: noBody,
  reply: maintenanceWindow,
  status: 200,
} as const
const deleteShape = {
  ...common,
  method: 'delete',
  path: `${PATH}/:windowId`,
  summary: 'Delete a maintenance window',
  params: windowParams,
  reply: null,
  status: 204,
} as const

type Deps = { database: Database; changeMaintenance: ChangeMaintenance; now: () => number }

export function maintenanceRoutes({ database, changeMaintenance, now }: Deps): Endpoint[] {
  return [
    workspaceEndpoint('monitors:read', listShape, async ({ query, member: { workspaceId } }) => {
      const after = decodeCursor(query.cursor, cursorParts)
      const rows = await database.prisma.maintenanceWindow.findMany({
        where: {
          workspaceId,
          ...(after && {
            OR: [{ startsAt: { lt: new Date(after[0]) } }, { startsAt: new Date(after[0]), id: { lt: after[1] } }],
          }),
        },
        orderBy: [{ startsAt: 'desc' }, { id: 'desc' }],
        take: query.limit + 1,
      })
      const page = rows.slice(0, query.limit)
      const last = page.at(-1)
      return {
        items: page.map((row) => presentWindow(row, now())),
        nextCursor: rows.length > query.limit && last ? encodeCursor([last.startsAt.getTime(), last.id]) : null,
      }
    }),
    workspaceEndpoint('monitors:write', createShape, ({ body, member, by }) =>
      changeMaintenance.create(member.workspaceId, body, by),
    ),
    workspaceEndpoint('monitors:write', startShape, ({ body, member, by }) => {
      const startsAt = new Date(now()).toISOString()
      return changeMaintenance.create(member.workspaceId, { ...body, startsAt, rrule: null, timeZone: 'UTC' }, by)
    }),
    workspaceEndpoint('monitors:write', endShape, ({ params, by }) => changeMaintenance.end(params, by)),
    workspaceEndpoint('monitors:write', deleteShape, async ({ params, by }) => {
      await changeMaintenance.remove(params, by)
      return null
    }),
  ]
}
