import { apiKeysReply } from '@mointering/api-contract/http/api-keys'
import type { Database } from '@mointering/db/database'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { API_KEYS_PATH } from './api-key-params.js'
import { presentApiKey, SHOWN } from './present-api-key.js'

const shape = {
  method: 'get',
  path: API_KEYS_PATH,
  summary: 'List API keys, newest first',
  tag: 'API keys',
  params: workspaceParams,
  query: nothing,
  body: nothing.optional(),
  reply: apiKeysReply,
  status: 200,
} as const

/** Expired ones too, so that people see why a program stopped; not those that were revoked. */
export const listApiKeysRoute = ({ database }: { database: Database }) =>
  workspaceEndpoint('api-keys:read', shape, async ({ member }) => {
    const rows = await database.prisma.apiKey.findMany({
      where: { workspaceId: member.workspaceId, revokedAt: null },
      select: SHOWN,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    })
    return { items: rows.map(presentApiKey) }
  })
