import { healthReply } from '@mointering/api-contract/http/health'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { awayParts } from './away-parts.js'

const shape = {
  method: 'get',
  tag: 'Health',
  params: nothing,
  query: nothing,
  body: nothing.optional(),
  reply: healthReply,
  status: 200,
} as const

/** 200 while the process runs. */
export const liveRoute = () =>
  publicEndpoint({ ...shape, path: '/api/health/live', summary: 'Whether the process runs' }, async () => ({
    status: 'ok' as const,
    away: [],
  }))

/**
 * Names what is away. 503 only without the database: without queue or cache most of the API still answers, and a platform that took all
 * instances out of service at once would make a small trouble a big one.
 */
export const readyRoute = (deps: { database: Database; queue: MessageQueue; cache: Cache }) =>
  publicEndpoint(
    { ...shape, path: '/api/health/ready', summary: 'Whether the API can serve, and what is away' },
    async ({ res }) => {
      const away = await awayParts(deps)
      if (away.length === 0) return { status: 'ok' as const, away }
      if (!away.includes('database')) return { status: 'degraded' as const, away }
      res.status(503).json(healthReply.parse({ status: 'unavailable', away }))
      return { status: 'unavailable' as const, away }
    },
  )
