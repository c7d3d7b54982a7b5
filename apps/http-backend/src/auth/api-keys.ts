import { createHash, randomBytes } from 'node:crypto'
import { API_KEY_SCOPES, type ApiKeyScope } from '@mointering/api-contract/http/api-keys'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { createRevocableCopies, orNull } from './revocable-copies.js'

const activeApiKey = z.object({
  id: z.string(),
  name: z.string(),
  workspaceId: z.string(),
  scopes: z.array(z.enum(API_KEY_SCOPES)),
  expiresAtMs: z.number().nullable(),
  /** SHA-256 of the key, base64url: how it is looked up again. */
  hash: z.string(),
})
/** A key that stands: neither revoked nor expired, of a workspace that is there. */
export type ActiveApiKey = z.infer<typeof activeApiKey>

/** Cache pub/sub: an API key ended. Message: its id. */
export const API_KEY_ENDED_CHANNEL = 'api-key-ended'
/** A looked up key is believed for this long; a revoked one is refused at once all the same. */
const COPY_MS = 10_000
const MARK_MS = 60_000

export type ApiKeys = {
  /** The key that this secret is of; null when there is none that stands. Rejects when neither cache nor database can say. */
  find(secret: string): Promise<ActiveApiKey | null>
  /** Whether a key that was found earlier still stands. */
  stands(apiKey: ActiveApiKey): Promise<boolean>
  /** Refuses a key everywhere and ends its event streams. Call it after the commit that revoked it. */
  end(apiKey: { id: string; keyHash: Uint8Array }): Promise<void>
  /** Has all keys of a workspace looked up again and ends their event streams. Call it after the commit that deleted the workspace, or brought it back. */
  forgetAllOf(workspaceId: string): Promise<void>
}

/** `mtr_` lets scanners of leaked secrets recognise it; 256 random bits. */
export const newApiKeySecret = (): string => `mtr_${randomBytes(32).toString('base64url')}`
/** 256 random bits need neither salt nor a slow hash. */
export const hashOfApiKey = (secret: string) => createHash('sha256').update(secret).digest()

const isScope = (text: string): text is ApiKeyScope => API_KEY_SCOPES.some((scope) => scope === text)
const nameOf = (keyHash: Uint8Array): string => Buffer.from(keyHash).toString('base64url')

export function createApiKeys(deps: { database: Database; cache: Cache; now: () => number }): ApiKeys {
  const { database, cache, now } = deps
  const copies = createRevocableCopies({
    cache,
    name: 'api-key',
    schema: activeApiKey,
    load: (hash) => readActiveApiKey(database, hash),
    copyMs: COPY_MS,
    markMs: MARK_MS,
    now,
  })

  async function find(hash: string): Promise<ActiveApiKey | null> {
    const found = await copies.find(hash)
    return found && (found.expiresAtMs === null || found.expiresAtMs > now()) ? found : null
  }

  async function end({ id, keyHash }: { id: string; keyHash: Uint8Array }): Promise<void> {
    await copies.end(nameOf(keyHash))
    await orNull(cache.publish(API_KEY_ENDED_CHANNEL, id))
  }

  return {
    end,
    find: (secret) => find(nameOf(hashOfApiKey(secret))),
    stands: async ({ hash }) => (await find(hash)) !== null,
    async forgetAllOf(workspaceId) {
      const where = { workspaceId, revokedAt: null }
      const living = await database.prisma.apiKey.findMany({ where, select: { id: true, keyHash: true } })
      await Promise.all(living.map(({ keyHash }) => copies.forget(nameOf(keyHash))))
      await Promise.all(living.map(({ id }) => orNull(cache.publish(API_KEY_ENDED_CHANNEL, id))))
    },
  }
}

async function readActiveApiKey(database: Database, hash: string): Promise<ActiveApiKey | null> {
  const found = await database.prisma.apiKey.findFirst({
    where: { keyHash: Buffer.from(hash, 'base64url'), revokedAt: null, workspace: { deletedAt: null } },
    select: { id: true, name: true, workspaceId: true, scopes: true, expiresAt: true },
  })
  if (!found) return null
  const { expiresAt, scopes, ...apiKey } = found
  return { ...apiKey, scopes: scopes.filter(isScope), expiresAtMs: expiresAt?.getTime() ?? null, hash }
}
