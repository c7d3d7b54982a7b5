import {
  createOnCallScheduleRequest,
  onCallSchedule,
  onCallSchedulesReply,
  onCallShiftsQuery,
  onCallShiftsReply,
  updateOnCallScheduleRequest,
} from '@mointering/api-contract/http/on-call'
import type { Database } from '@mointering/db/database'
import type { OnCallSchedule as Row } from '@mointering/db/generated/prisma/client'
import { readSchedules } from '@mointering/db/on-call/read-schedules'
import { type Endpoint, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import type { ChangeSchedule } from './change-schedule.js'
import { SCHEDULE_PATH, SCHEDULES_PATH, scheduleParams } from './on-call-params.js'
import {
  namesOf,
  noSuchSchedule,
  OVERRIDE_PARTS,
  presentOverride,
  presentSchedules,
  presentShifts,
} from './schedule-record.js'

const common = { tag: 'On call', query: nothing, body: nothing.optional() } as const
const all = { ...common, path: SCHEDULES_PATH, params: workspaceParams } as const
const one = { ...common, path: SCHEDULE_PATH, params: scheduleParams } as const

const listShape = {
  ...all,
  method: 'get',
  summary: 'List on-call schedules, and who is on call now',
  reply: onCallSchedulesReply,
  status: 200,
} as const
const createShape = {
  ...all,
  method: 'post',
  summary: 'Add an on-call schedule',
  body: createOnCallScheduleRequest,
  reply: onCallSchedule,
  status: 201,
} as const
const readShape = {
  ...one,
  method: 'get',
  summary: 'Read an on-call schedule',
  reply: onCallSchedule,
  status: 200,
} as const
const updateShape = {
  ...one,
  method: 'patch',
  summary: 'Change an on-call schedule',
  body: updateOnCallScheduleRequest,
  reply: onCallSchedule,
  status: 200,
  requestHeaders: ['If-Match'],
} as const
const deleteShape = {
  ...one,
  method: 'delete',
  summary: 'Delete an on-call schedule that no policy tells',
  reply: null,
  status: 204,
} as const
const shiftsShape = {
  ...one,
  path: `${SCHEDULE_PATH}/shifts`,
  method: 'get',
  summary: 'Who is on call when, and the overrides',
  query: onCallShiftsQuery,
  reply: onCallShiftsReply,
  status: 200,
} as const

type Deps = { database: Database; changeSchedule: ChangeSchedule; now: () => number }

export function scheduleRoutes({ database, changeSchedule, now }: Deps): Endpoint[] {
  const present = async (workspaceId: string, row: Row | null) => {
    const rows = row ? [row] : []
    const [schedule] = await presentSchedules(database, { workspaceId, rows, nowMs: now() })
    if (!schedule) throw noSuchSchedule()
    return schedule
  }

  return [
    workspaceEndpoint('channels:read', listShape, async ({ member: { workspaceId } }) => {
      const rows = await database.prisma.onCallSchedule.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return { items: await presentSchedules(database, { workspaceId, rows, nowMs: now() }) }
    }),
    workspaceEndpoint('channels:write', createShape, async ({ body, member: { workspaceId }, by }) =>
      present(workspaceId, await changeSchedule.create(workspaceId, body, by)),
    ),
    workspaceEndpoint('channels:read', readShape, async ({ params, member: { workspaceId }, res }) => {
      const found = await database.prisma.onCallSchedule.findFirst({ where: { id: params.scheduleId, workspaceId } })
      const schedule = await present(workspaceId, found)
      res.setHeader('ETag', entityTag(schedule.version))
      return schedule
    }),
    workspaceEndpoint('channels:write', updateShape, async ({ params, body, by, req, res }) => {
      const changed = await changeSchedule.update({ ...params, ifMatch: req.get('If-Match') }, body, by)
      res.setHeader('ETag', entityTag(changed.version))
      return present(params.workspaceId, changed)
    }),
    workspaceEndpoint('channels:write', deleteShape, async ({ params, by }) => {
      await changeSchedule.remove(params, by)
      return null
    }),
    workspaceEndpoint('channels:read', shiftsShape, async ({ params, query, member: { workspaceId } }) => {
      const [from, to] = [new Date(query.from), new Date(query.to)]
      const span = { fromMs: from.getTime(), toMs: to.getTime() }
      const ids = [params.scheduleId]
      const [schedule] = await readSchedules(database.pool, { workspaceId, ids, afterMs: span.fromMs })
      if (!schedule) throw noSuchSchedule()
      const overrides = await database.prisma.onCallOverride.findMany({
        where: { scheduleId: schedule.id, endsAt: { gt: from }, startsAt: { lt: to } },
        include: OVERRIDE_PARTS,
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
      })
      const nameOf = await namesOf(database.prisma, workspaceId)
      return { items: presentShifts(schedule, { ...span, nameOf }), overrides: overrides.map(presentOverride) }
    }),
  ]
}
