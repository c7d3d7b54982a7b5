import { createHash, randomBytes } from 'node:crypto'
import { API_KEY_SCOPES, type ApiKeyScope } from '@mointering/api-contract/http/api-keys'
import type { Database } from '@mointering/db/database'

/** A key that stands: neither revoked nor expired, of a workspace that is there. */
export type ActiveApiKey = { id: string; name: string; workspaceId: string; scopes: ApiKeyScope[] }

export type ApiKeys = {
  /** The key that this secret is of; null when there is none that stands. */
  find(secret: string): Promise<ActiveApiKey | null>
}

/** `mtr_` lets scanners of leaked secrets recognise it; 256 random bits. */
export const newApiKeySecret = (): string => `mtr_${randomBytes(32).toString('base64url')}`
export const hashOfApiKey = (secret: string) => createHash('sha256').update(secret).digest()

const isScope = (text: string): text is ApiKeyScope => API_KEY_SCOPES.some((scope) => scope === text)

export function createApiKeys({ database, now }: { database: Database; now: () => number }): ApiKeys {
  return {
    async find(secret) {
      const found = await database.prisma.apiKey.findFirst({
        where: {
          keyHash: hashOfApiKey(secret),
          revokedAt: null,
          OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(now()) } }],
          workspace: { deletedAt: null },
        },
        select: { id: true, name: true, workspaceId: true, scopes: true },
      })
      return found && { ...found, scopes: found.scopes.filter(isScope) }
    },
  }
}
