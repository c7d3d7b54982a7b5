import { monitorListQuery, monitorListReply } from '@mointering/api-contract/http/monitors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { STATUSES } from '@mointering/monitoring-core/verdict'
import { z } from 'zod'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { decodeMonitorCursor, encodeMonitorCursor } from './monitor-cursor.js'
import { MONITORS_PATH, workspaceParams } from './monitor-params.js'
import type { MonitorViews } from './monitor-views.js'
import { listMonitors } from './monitors.queries.js'

const shape = {
  method: 'get',
  path: MONITORS_PATH,
  summary: 'List monitors, newest first',
  tag: 'Monitors',
  params: workspaceParams,
  query: monitorListQuery,
  body: nothing.optional(),
  reply: monitorListReply,
  status: 200,
} as const

export const listMonitorsRoute = ({ database, views }: { database: Database; views: MonitorViews }) =>
  workspaceEndpoint('monitors:read', shape, async ({ query, member }) => {
    const { limit, search } = query
    const records = await listMonitors(database.prisma, member.workspaceId, {
      search: search ?? null,
      statuses: parseStatuses(query.status),
      tag: query.tag?.trim().toLowerCase() || null,
      after: decodeMonitorCursor(query.cursor),
      limit: limit + 1, // one more tells whether there is a next page
    })
    const page = records.slice(0, limit)
    const last = page.at(-1)
    return {
      items: await views.list(page, member),
      nextCursor: records.length > limit && last ? encodeMonitorCursor(last) : null,
    }
  })

const statuses = z.array(z.enum(STATUSES)).min(1)

/** `down,degraded` -> both; null for all. */
function parseStatuses(text: string | undefined): readonly string[] | null {
  if (text === undefined || text === '') return null
  const parsed = statuses.safeParse(text.split(','))
  if (parsed.success) return parsed.data
  const message = `Use one or several of ${STATUSES.join(', ')}, comma-separated`
  throw new AppError('invalid_input', `status: ${message}`, { issues: [{ path: 'status', message }] })
}
