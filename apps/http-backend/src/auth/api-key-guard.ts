import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request, Response } from 'express'
import type { NoteApiKeyUse } from './api-key-uses.js'
import type { ActiveApiKey, ApiKeys } from './api-keys.js'
import { addressOf, type RateLimits } from './rate-limits.js'

/** The API key of an Authorization header. Rejects with not_signed_in for anything that is none that stands, and with rate_limited. */
export type RequireApiKey = (req: Request, res: Response, authorization: string) => Promise<ActiveApiKey>

export function createRequireApiKey(deps: {
  apiKeys: ApiKeys
  rateLimits: RateLimits
  noteUse: NoteApiKeyUse
}): RequireApiKey {
  const { apiKeys, rateLimits, noteUse } = deps
  return async (req, res, authorization) => {
    const secret = /^Bearer +(mtr_[A-Za-z0-9_-]{43})$/i.exec(authorization)?.[1]
    const apiKey = secret === undefined ? null : await apiKeys.find(secret)
    if (apiKey) {
      await rateLimits.take(res, [['apiKeyRequests', apiKey.id]])
      noteUse(apiKey.id, req.ip ?? null)
      return apiKey
    }
    // Only wrong ones are counted: whoever shares an address with a guesser goes on with a right one.
    await rateLimits.take(res, [['wrongApiKeyFromAddress', addressOf(req)]])
    res.setHeader('WWW-Authenticate', 'Bearer realm="Mointering", error="invalid_token"') // RFC 6750 3
    throw new AppError('not_signed_in', 'This API key does not exist, was revoked, or has expired')
  }
}
