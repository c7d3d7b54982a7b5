import { runReply } from '@mointering/api-contract/http/monitors'
import { createMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import { probeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { RateLimits } from '../../auth/rate-limits.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { MONITORS_PATH, workspaceParams } from '../monitors/monitor-params.js'
import { columnsOf } from '../monitors/monitor-settings.js'
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
  body: createMonitorRequest,
  reply: runReply,
  status: 200,
} as const

type Deps = {
  checkRequests: CheckRequests
  knownRegions: KnownRegions
  rateLimits: RateLimits
  defaultRegions: readonly string[]
  now: () => number
}

/** Runs the check that a monitor with these settings would run, and stores nothing. */
export const testMonitorRoute = ({ checkRequests, knownRegions, rateLimits, defaultRegions, now }: Deps) =>
  workspaceEndpoint('monitors:write', shape, async ({ body, member, res }) => {
    if (body.kind === 'heartbeat') {
      throw new AppError('conflict', 'A heartbeat cannot be tested before it exists: save it, then call its address')
    }
    validateRequest(body, await knownRegions())
    await rateLimits.take(res, [['runInWorkspace', member.workspaceId]])
    const settings = probeSettings.parse(columnsOf(body).settings)
    const task = { monitorKey: null, slot: now(), attempt: 0, timeoutMs: body.timeoutMs, settings }
    return runReplyOf(await checkRequests.run(task, body.regions.length > 0 ? body.regions : defaultRegions))
  })
