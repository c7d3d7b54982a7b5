import { z } from 'zod'
import { displayName } from './accounts.js'

/** What a key may do. `write` includes `read`; `heartbeat` only reports heartbeats; `audit` only reads the audit log. */
export const API_KEY_SCOPES = ['read', 'write', 'heartbeat', 'audit'] as const
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number]

export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The first characters of the key, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(z.enum(API_KEY_SCOPES)),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedAddress: z.string().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>
export const apiKeysReply = z.object({ items: z.array(apiKey) })
export const createApiKeyRequest = z.strictObject({
  name: displayName('a name for the key'),
  scopes: z.array(z.enum(API_KEY_SCOPES)).min(1, 'Choose what the key may do').max(API_KEY_SCOPES.length),
  /** Null never expires. */
  expiresInDays: z.int().min(1).max(3650).nullable().default(90),
})
/** `secret` is shown this once and is stored nowhere: send it as `Authorization: Bearer <secret>`. */
export const createApiKeyReply = z.object({ apiKey, secret: z.string() })
