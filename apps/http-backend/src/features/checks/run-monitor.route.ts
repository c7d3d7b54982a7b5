import { runReply } from '@mointering/api-contract/http/monitors'
import { manualAttempt } from '@mointering/api-contract/pipeline/topology'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { slotInProgress } from '@mointering/monitoring-core/schedule'
import type { RateLimits } from '../../auth/rate-limits.js'
import { noBody, nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { MONITOR_PATH, monitorParams } from '../monitors/monitor-params.js'
import { getMonitor } from '../monitors/monitors.queries.js'
import type { CheckRequests } from './check-requests.js'
import { runReplyOf } from './run-reply.js'

const shape = {
  method: 'post',
  path: `${MONITOR_PATH}/run`,
  summary: 'Check a monitor now',
  tag: 'Monitors',
  params: monitorParams,
  query: nothing,
  body: noBody,
  reply: runReply,
  status: 200,
} as const

type Deps = {
  database: Database
  checkRequests: CheckRequests
  rateLimits: RateLimits
  defaultRegions: readonly string[]
  now: () => number
}

/**
 * Checks a monitor now and answers with the results. Those of an enabled monitor are stored as a manual attempt of the slot in progress; a
 * paused one is checked and nothing is stored, as nothing is expected of it. A heartbeat cannot be asked: 409.
 */
export const runMonitorRoute = ({ database, checkRequests, rateLimits, defaultRegions, now }: Deps) =>
  workspaceEndpoint('monitors:write', shape, async ({ params, member, res }) => {
    const monitor = await getMonitor(database.prisma, member.workspaceId, params.monitorId)
    const { id, key, settings, revisions, timeoutMs } = monitor
    if (settings.kind === 'heartbeat') {
      throw new AppError('conflict', 'A heartbeat is not checked by us: call its address instead')
    }
    await rateLimits.take(res, [['runInWorkspace', member.workspaceId]])
    const nowMs = now()
    const slot = monitor.enabled ? slotInProgress(id, revisions, nowMs) : null
    const task = {
      slot: slot ?? nowMs,
      attempt: manualAttempt(slot ?? nowMs, nowMs),
      timeoutMs,
      settings,
      secretsOf: id,
    }
    const regions = monitor.regions.length > 0 ? monitor.regions : defaultRegions
    return runReplyOf(await checkRequests.run({ ...task, monitorKey: slot === null ? null : key }, regions))
  })
