import { heartbeatReply, heartbeatRequest } from '@mointering/api-contract/http/monitors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { recordHeartbeat } from '@mointering/db/pipeline/heartbeats'
import { z } from 'zod'
import type { RateLimits } from '../../auth/rate-limits.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { readHeartbeatCall } from '../heartbeats/heartbeat-call.js'
import type { RequestJudgement } from '../heartbeats/request-judgement.js'
import { MONITOR_PATH, monitorParams } from '../monitors/monitor-params.js'
import { getMonitor } from '../monitors/monitors.queries.js'

const shape = {
  method: 'post',
  path: `${MONITOR_PATH}/heartbeat`,
  summary: 'Report a heartbeat with an API key',
  tag: 'Heartbeats',
  params: monitorParams,
  query: nothing,
  body: z.unknown(),
  bodyDocumentation: heartbeatRequest.optional(),
  reply: heartbeatReply,
  status: 200,
  bodyType: 'form',
} as const

type Deps = { database: Database; rateLimits: RateLimits; requestJudgement: RequestJudgement; now: () => number }

/** The same as a call of the heartbeat's own address, for programs that have a key and not that secret. Conflict for a monitor that is no heartbeat. */
export const reportHeartbeatRoute = ({ database, rateLimits, requestJudgement, now }: Deps) =>
  workspaceEndpoint('heartbeats:write', shape, async ({ member, params, req, res }) => {
    const { id, heartbeat } = await getMonitor(database.prisma, member.workspaceId, params.monitorId)
    if (!heartbeat) throw new AppError('conflict', 'This monitor is no heartbeat')
    await rateLimits.take(res, [['heartbeatToToken', id]])
    const call = readHeartbeatCall(req, now())
    const owner = await recordHeartbeat(database.pool, heartbeat.token, call)
    if (!owner) throw new AppError('not_found', 'There is no such monitor')
    requestJudgement(owner.monitorKey, call.atMs)
    return { ok: true } as const
  })
