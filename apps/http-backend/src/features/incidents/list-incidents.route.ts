import { incidentsQuery, incidentsReply } from '@mointering/api-contract/http/incidents'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { decodeCursor, encodeCursor } from '../monitors/monitor-cursor.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { INCIDENTS_PATH } from './incident-params.js'
import { INCIDENT_PARTS, presentIncident } from './incident-record.js'

const shape = {
  method: 'get',
  path: INCIDENTS_PATH,
  summary: 'List incidents, newest first',
  tag: 'Incidents',
  params: workspaceParams,
  query: incidentsQuery,
  body: nothing.optional(),
  reply: incidentsReply,
  status: 200,
} as const

const cursorParts = z.tuple([z.int().min(0).max(8.64e15), z.uuid()])

export const listIncidentsRoute = ({ database }: { database: Database }) =>
  workspaceEndpoint('incidents:read', shape, async ({ query, member }) => {
    const { workspaceId } = member
    const { limit, state, severity, monitorId } = query
    const after = decodeCursor(query.cursor, cursorParts)
    const rows = await database.prisma.incident.findMany({
      where: {
        workspaceId,
        ...(state && { status: state }),
        ...(severity && { severity }),
        ...(monitorId && { monitor: { id: monitorId, workspaceId } }),
        ...(after && {
          OR: [{ startedAt: { lt: new Date(after[0]) } }, { startedAt: new Date(after[0]), id: { lt: after[1] } }],
        }),
      },
      include: INCIDENT_PARTS,
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map(presentIncident),
      nextCursor: rows.length > limit && last ? encodeCursor([last.startedAt.getTime(), last.id]) : null,
      open: await database.prisma.incident.count({ where: { workspaceId, status: 'open' } }),
    }
  })
