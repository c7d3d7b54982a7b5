import { regionsReply } from '@mointering/api-contract/http/monitors'
import type { Database } from '@mointering/db/database'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from './monitor-params.js'
import { listProbingRegions } from './regions.js'

const shape = {
  method: 'get',
  path: '/api/v1/workspaces/:workspaceId/regions',
  summary: 'List the regions that check',
  tag: 'Monitors',
  params: workspaceParams,
  query: nothing,
  body: nothing.optional(),
  reply: regionsReply,
  status: 200,
} as const

/** Probers say every 10 s that they are there: three missed, and a region has none. */
const LIVE_MS = 35_000

type Deps = { database: Database; defaultRegions: readonly string[]; now: () => number }

export const readRegionsRoute = ({ database, defaultRegions, now }: Deps) =>
  workspaceEndpoint('monitors:read', shape, async () => {
    const seen = new Map((await listProbingRegions(database)).map(({ code, lastSeenAtMs }) => [code, lastSeenAtMs]))
    const codes = [...new Set([...defaultRegions, ...seen.keys()])].sort()
    return {
      items: codes.map((code) => {
        const lastSeenAtMs = seen.get(code) ?? null
        return {
          code,
          lastSeenAt: lastSeenAtMs === null ? null : new Date(lastSeenAtMs).toISOString(),
          live: lastSeenAtMs !== null && now() - lastSeenAtMs < LIVE_MS,
          isDefault: defaultRegions.includes(code),
        }
      }),
    }
  })
