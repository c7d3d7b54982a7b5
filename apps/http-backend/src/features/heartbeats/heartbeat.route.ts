import { heartbeatReply } from '@mointering/api-contract/http/monitors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { recordHeartbeat } from '@mointering/db/pipeline/heartbeats'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { accountKey, addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { readHeartbeatCall } from './heartbeat-call.js'
import type { RequestJudgement } from './request-judgement.js'

const TOKEN = /^[A-Za-z0-9_-]{22}$/

const shape = {
  path: '/api/heartbeats/:token',
  summary: 'Report a heartbeat',
  tag: 'Heartbeats',
  params: z.object({ token: z.string().regex(TOKEN) }),
  query: nothing,
  body: z.unknown(),
  reply: heartbeatReply,
  status: 200,
  csrf: 'none',
  bodyType: 'form',
} as const

type Deps = { database: Database; rateLimits: RateLimits; requestJudgement: RequestJudgement; now: () => number }

/** A call from the outside world, by GET or POST; what it says stands in the query or in the body (JSON, form, or a plain text as message). */
export function heartbeatRoutes({ database, rateLimits, requestJudgement, now }: Deps) {
  const call = async ({ params, req, res }: { params: { token: string }; req: Request; res: Response }) => {
    await rateLimits.take(res, [
      ['heartbeatToToken', accountKey(params.token)],
      ['heartbeatFromAddress', addressOf(req)],
    ])
    const said = readHeartbeatCall(req, now())
    const owner = await recordHeartbeat(database.pool, params.token, said)
    if (!owner) throw new AppError('not_found', 'There is no heartbeat with this address')
    requestJudgement(owner.monitorKey, said.atMs)
    return { ok: true } as const
  }
  return [publicEndpoint({ ...shape, method: 'get' }, call), publicEndpoint({ ...shape, method: 'post' }, call)]
}
