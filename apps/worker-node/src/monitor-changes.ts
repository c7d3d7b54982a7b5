import { MONITORS_CHANGED_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Database } from '@mointering/db/database'
import { type PipelineMonitor, readMonitorsByKey, readMonitorsChangedSince } from '@mointering/db/pipeline/monitor-feed'
import { startRounds } from './rounds.js'

const POLL_MS = 5000
/** Clocks differ and transactions commit later than they begin: each poll looks back this far before the one before it. */
const OVERLAP_MS = 10_000

/**
 * Hands over every monitor that was created, changed or deleted: at once when a notice comes, and within seconds when the notice was lost.
 * A change may be handed over several times. Failures are tried again and never thrown.
 */
export async function watchMonitorChanges(options: {
  database: Database
  cache: Cache
  onChanged: (monitors: readonly PipelineMonitor[]) => void
  onUnreadable: (monitorKey: number, cause: Error) => void
  onTrouble: (activity: 'changes' | 'notices', error: unknown) => void
  now: () => number
}): Promise<AsyncDisposable> {
  const { database, cache, onChanged, onUnreadable, onTrouble, now } = options
  const announced = new Set<number>()
  let sinceMs = now() - OVERLAP_MS
  let seen = new Map<number, number>()

  const notices = startRounds({
    everyMs: POLL_MS,
    async round() {
      const keys = [...announced]
      if (keys.length === 0) return
      announced.clear()
      try {
        const { monitors, unreadable } = await readMonitorsByKey(database.pool, keys)
        onChanged(monitors)
        for (const { monitorKey, cause } of unreadable) onUnreadable(monitorKey, cause)
      } catch (error) {
        for (const key of keys) announced.add(key)
        throw error
      }
    },
    onTrouble: (error) => onTrouble('notices', error),
  })

  const polls = startRounds({
    everyMs: POLL_MS,
    async round() {
      const startedMs = now()
      const { monitors: changed, unreadable } = await readMonitorsChangedSince(database.pool, sinceMs)
      const fresh = changed.filter(({ key, updatedAtMs }) => seen.get(key) !== updatedAtMs)
      seen = new Map(changed.map(({ key, updatedAtMs }) => [key, updatedAtMs]))
      sinceMs = startedMs - OVERLAP_MS
      if (fresh.length > 0) onChanged(fresh)
      for (const { monitorKey, cause } of unreadable) onUnreadable(monitorKey, cause)
    },
    onTrouble: (error) => onTrouble('changes', error),
  })

  const subscription = await cache.subscribe(MONITORS_CHANGED_CHANNEL, (message) => {
    const key = Number(message)
    if (!Number.isSafeInteger(key) || key <= 0) return
    announced.add(key)
    notices.soon()
  })

  return {
    async [Symbol.asyncDispose]() {
      await subscription[Symbol.asyncDispose]()
      await notices[Symbol.asyncDispose]()
      await polls[Symbol.asyncDispose]()
    },
  }
}
