import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import { liveChannel, MONITORS_CHANGED_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'

export type AnnounceChange = (
  monitor: { id: string; key: number; workspaceId: string },
  change: 'created' | 'updated' | 'deleted',
) => Promise<void>

/** Tells the schedulers and the open pages that a monitor changed. Call it after the commit. Without a cache the schedulers find out by themselves within seconds. */
export function createAnnounceChange({ cache, log }: { cache: Cache; log: Logger }): AnnounceChange {
  return async ({ id, key, workspaceId }, change) => {
    const event: LiveEvent = { type: 'monitor', monitorId: id, change }
    try {
      await cache.publish(MONITORS_CHANGED_CHANNEL, String(key))
      await cache.publish(liveChannel(workspaceId), JSON.stringify(event))
    } catch (error) {
      if (!(error instanceof CacheUnavailableError)) throw error
      log.warn({ monitorId: id, change }, 'the cache is away: open pages learn of a change when they load again')
    }
  }
}
