import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { API_KEY_PATH, apiKeyParams } from './api-key-params.js'

const shape = {
  method: 'delete',
  path: API_KEY_PATH,
  summary: 'Revoke an API key',
  tag: 'API keys',
  params: apiKeyParams,
  query: nothing,
  body: nothing.optional(),
  reply: null,
  status: 204,
} as const

type Deps = { database: Database; auth: AuthServices; now: () => number }

/** From the reply on the key is refused in every process, and its event streams end. */
export const revokeApiKeyRoute = ({ database, auth, now }: Deps) =>
  workspaceEndpoint('api-keys:write', shape, async ({ member, params, by }) => {
    const { workspaceId } = member
    const where = { id: params.apiKeyId, workspaceId, revokedAt: null }
    const apiKey = await database.prisma.$transaction(async (tx) => {
      const { count } = await tx.apiKey.updateMany({ where, data: { revokedAt: new Date(now()) } })
      if (count === 0) throw new AppError('not_found', 'There is no such API key')
      const { keyHash, ...revoked } = await tx.apiKey.findUniqueOrThrow({
        where: { id: params.apiKeyId },
        select: { id: true, name: true, prefix: true, scopes: true, expiresAt: true, keyHash: true },
      })
      const { id, name, prefix, scopes, expiresAt } = revoked
      const object = { kind: 'api_key', id, name }
      await recordAudit(tx, by, {
        action: 'api_key.revoked',
        workspaceId,
        object,
        before: { prefix, scopes, expiresAt },
      })
      return { id, keyHash }
    })
    await auth.apiKeys.end(apiKey)
    return null
  })
