import { randomUUID } from 'node:crypto'
import { runReply } from '@mointering/api-contract/http/monitors'
import { testMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import { storedProbeSettings } from '@mointering/api-contract/monitors/stored-settings'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { RateLimits } from '../../auth/rate-limits.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { MONITORS_PATH, workspaceParams } from '../monitors/monitor-params.js'
import { type MonitorSecrets, settingsOf } from '../monitors/monitor-secrets.js'
import { getMonitor } from '../monitors/monitors.queries.js'
import type { KnownRegions } from '../monitors/regions.js'
import { validateRequest } from '../monitors/validate-request.js'
import type { CheckRequests } from './check-requests.js'
import { runReplyOf } from './run-reply.js'

const shape = {
  method: 'post',
  path: `${MONITORS_PATH}/test`,
  summary: 'Check what would become a monitor, and store nothing',
  tag: 'Monitors',
  params: workspaceParams,
  query: nothing,
  body: testMonitorRequest,
  reply: runReply,
  status: 200,
} as const

type Deps = {
  database: Database
  secrets: MonitorSecrets
  checkRequests: CheckRequests
  knownRegions: KnownRegions
  rateLimits: RateLimits
  defaultRegions: readonly string[]
  now: () => number
}

/**
 * Runs the check that a monitor with these settings would run, and stores nothing. With `monitorId`, masks stand for the secrets of that monitor, which are
 * only sent where they are sent anyway.
 */
export const testMonitorRoute = (deps: Deps) =>
  workspaceEndpoint('monitors:write', shape, async ({ body: { monitorId, ...body }, member, res }) => {
    const { database, secrets, checkRequests, knownRegions, rateLimits, defaultRegions, now } = deps
    if (body.kind === 'heartbeat') {
      throw new AppError('conflict', 'A heartbeat cannot be tested before it exists: save it, then call its address')
    }
    validateRequest(body, await knownRegions())
    const monitor = monitorId ? await getMonitor(database.prisma, member.workspaceId, monitorId) : null
    const stored = monitor && { settings: monitor.settings, readable: member.can('secrets:read') }
    const secretsOf = monitor?.id ?? randomUUID()
    const settings = storedProbeSettings.parse(secrets.seal(secretsOf, settingsOf(body), stored))
    await rateLimits.take(res, [['runInWorkspace', member.workspaceId]])
    const task = { monitorKey: null, slot: now(), attempt: 0, timeoutMs: body.timeoutMs, settings, secretsOf }
    return runReplyOf(await checkRequests.run(task, body.regions.length > 0 ? body.regions : defaultRegions))
  })
