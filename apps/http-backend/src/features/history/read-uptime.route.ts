import { uptimeReply } from '@mointering/api-contract/http/monitors'
import type { Database } from '@mointering/db/database'
import { readUptime, UPTIME_WINDOWS } from '@mointering/db/timeseries/read-uptime'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { MONITOR_PATH, monitorParams } from '../monitors/monitor-params.js'
import { getMonitor } from '../monitors/monitors.queries.js'

const shape = {
  method: 'get',
  path: `${MONITOR_PATH}/uptime`,
  summary: 'Uptime and coverage of a monitor over 24 h, 7, 30 and 90 days',
  tag: 'History',
  params: monitorParams,
  query: nothing,
  body: nothing.optional(),
  reply: uptimeReply,
  status: 200,
} as const

export const readUptimeRoute = ({ database, now }: { database: Database; now: () => number }) =>
  workspaceEndpoint('monitors:read', shape, async ({ params, member }) => {
    const monitor = await getMonitor(database.prisma, member.workspaceId, params.monitorId)
    const uptime = (await readUptime(database.pool, [monitor], UPTIME_WINDOWS, now())).get(monitor.key)
    if (!uptime) throw new Error(`No uptime of the monitor ${monitor.id}`)
    return uptime
  })
