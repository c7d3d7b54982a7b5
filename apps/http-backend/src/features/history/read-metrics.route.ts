import { metricsQuery, metricsReply } from '@mointering/api-contract/http/monitors'
import type { Database } from '@mointering/db/database'
import { readMetrics } from '@mointering/db/timeseries/read-metrics'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { MONITOR_PATH, monitorParams } from '../monitors/monitor-params.js'
import { getMonitor } from '../monitors/monitors.queries.js'
import { metricsStep } from './metrics-step.js'
import { timeWindow } from './time-window.js'

const shape = {
  method: 'get',
  path: `${MONITOR_PATH}/metrics`,
  summary: 'Uptime and latency of a monitor, by step',
  tag: 'History',
  params: monitorParams,
  query: metricsQuery,
  body: nothing.optional(),
  reply: metricsReply,
  status: 200,
} as const

const DEFAULT_WINDOW_MS = 86_400_000

/** Uptime, coverage and latencies in buckets; those without results hold nulls. */
export const readMetricsRoute = ({ database, now }: { database: Database; now: () => number }) =>
  workspaceEndpoint('monitors:read', shape, async ({ params, query, member }) => {
    const monitor = await getMonitor(database.prisma, member.workspaceId, params.monitorId)
    const nowMs = now()
    const window = timeWindow(query, DEFAULT_WINDOW_MS, nowMs)
    const stepSeconds = metricsStep(window, monitor.intervalSeconds, query.step)
    return readMetrics(database.pool, { monitor, ...window, stepSeconds, region: query.region, nowMs })
  })
