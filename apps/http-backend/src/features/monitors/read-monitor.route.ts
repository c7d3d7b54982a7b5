import { monitor } from '@mointering/api-contract/monitors/monitor'
import type { Database } from '@mointering/db/database'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { entityTag } from '../../http/entity-tag.js'
import { MONITOR_PATH, monitorParams } from './monitor-params.js'
import type { MonitorViews } from './monitor-views.js'
import { getMonitor } from './monitors.queries.js'

const shape = {
  method: 'get',
  path: MONITOR_PATH,
  summary: 'Read a monitor',
  tag: 'Monitors',
  params: monitorParams,
  query: nothing,
  body: nothing.optional(),
  reply: monitor,
  status: 200,
} as const

export const readMonitorRoute = ({ database, views }: { database: Database; views: MonitorViews }) =>
  workspaceEndpoint('monitors:read', shape, async ({ params, member, res }) => {
    const record = await getMonitor(database.prisma, member.workspaceId, params.monitorId)
    res.setHeader('ETag', entityTag(record.version))
    return views.one(record, member)
  })
