import type { Logger } from '../log/logger.js'
import type { Cache } from './cache.js'
import { createInProcessCache } from './in-process-cache.js'

/** The cache of this shape: Redis at `url`, or in this process when there is none. Rejects when Redis cannot be reached in time. */
export async function openCache({ url, log }: { url?: string | undefined; log: Logger }): Promise<Cache> {
  if (url === undefined) return createInProcessCache({ log })
  // Loaded when it is needed: the embedded shape should not pay for it.
  const { createRedisCache } = await import('./redis-cache.js')
  return createRedisCache({ url, log })
}
