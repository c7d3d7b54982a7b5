import { MONITORS_CHANGED_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'

/** Schedulers find the others by themselves within seconds. */
const MOST_NOTICES = 1000

/** Tells the schedulers that these monitors changed. Call it after the commit. */
export type TellSchedulers = (monitorKeys: readonly number[]) => Promise<void>

export function createTellSchedulers({ cache, log }: { cache: Cache; log: Logger }): TellSchedulers {
  return async (monitorKeys) => {
    try {
      for (const key of monitorKeys.slice(0, MOST_NOTICES)) await cache.publish(MONITORS_CHANGED_CHANNEL, String(key))
    } catch (error) {
      if (!(error instanceof CacheUnavailableError)) throw error
      log.warn('the cache is away: schedulers learn within seconds that a workspace was deleted or came back')
    }
  }
}
