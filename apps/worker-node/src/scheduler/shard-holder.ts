import { SCHEDULER_SHARDS } from '@mointering/api-contract/pipeline/topology'
import type { Database } from '@mointering/db/database'
import { readMonitorsOfShards } from '@mointering/db/pipeline/monitor-feed'
import { acquireLeases, countOwners, releaseLeases, renewLeases } from '@mointering/db/pipeline/scheduler-leases'
import type { Dispatcher } from './dispatcher.js'
import type { SchedulerEvents } from './events.js'
import { excessShards, fairShare } from './fair-share.js'
import type { ScheduleBook } from './schedule-book.js'

export type ShardHolder = {
  /** Renews what is held, lets the excess go, takes what is free. Rejects when the database is away: call it again. */
  round(): Promise<void>
  holds(shard: number): boolean
  /** Gives every shard back with its watermark, for the next one to go on from. */
  releaseAll(): Promise<void>
}

type Deps = {
  database: Database
  book: ScheduleBook
  dispatcher: Dispatcher
  events: SchedulerEvents
  owner: string
  ttlMs: number
  now: () => number
  /** Up to this instant everything that was due has been handed to the dispatcher. */
  takenUntilMs: () => number
}

/**
 * Keeps the leases of this scheduler. While the database is away it goes on with the shards it has: should another one have taken them
 * meanwhile, slots are dispatched twice, which the key of a result makes harmless, whereas stopping would leave everything unwatched.
 */
export function createShardHolder(deps: Deps): ShardHolder {
  const { database, book, dispatcher, events, owner, ttlMs, now, takenUntilMs } = deps
  const { pool } = database
  const epochs = new Map<number, number>()

  const lease = (shard: number, untilMs: number) => ({
    shard,
    epoch: epochs.get(shard) ?? 0,
    watermarkMs: Math.min(untilMs, dispatcher.earliestUnconfirmed(shard) - 1),
  })
  const dispatchedUntilMs = () => Math.min(takenUntilMs(), book.nextDueMs() - 1)

  const drop = (shard: number) => {
    epochs.delete(shard)
    book.dropShard(shard)
  }

  const release = async (shards: readonly number[]) => {
    if (shards.length === 0) return
    const untilMs = dispatchedUntilMs()
    for (const shard of shards) book.dropShard(shard)
    await Promise.all(shards.map((shard) => dispatcher.settled(shard)))
    await releaseLeases(pool, { owner, shards: shards.map((shard) => lease(shard, untilMs)) })
    for (const shard of shards) {
      drop(shard)
      events.shardReleased(shard)
    }
  }

  const renew = async () => {
    if (epochs.size === 0) return
    const untilMs = dispatchedUntilMs()
    const held = [...epochs.keys()].map((shard) => lease(shard, untilMs))
    const still = new Set(await renewLeases(pool, { owner, ttlMs, shards: held }))
    for (const shard of [...epochs.keys()]) {
      if (still.has(shard)) continue
      drop(shard)
      events.shardLost(shard)
    }
  }

  const acquire = async (max: number) => {
    const taken = await acquireLeases(pool, { owner, max, ttlMs })
    if (taken.length === 0) return
    for (const { shard, epoch } of taken) epochs.set(shard, epoch)
    const { monitors, unreadable } = await readMonitorsOfShards(
      pool,
      taken.map(({ shard }) => shard),
    )
    for (const { monitorKey, cause } of unreadable) events.monitorUnreadable(monitorKey, cause)
    for (const { shard, epoch, watermarkMs } of taken) {
      const own = monitors.filter((monitor) => monitor.key % SCHEDULER_SHARDS === shard)
      book.addShard(shard, own, { watermarkMs, nowMs: now() })
      events.shardTaken(shard, epoch, own.length)
    }
  }

  return {
    async round() {
      await renew()
      const share = fairShare(SCHEDULER_SHARDS, await countOwners(pool, { ttlMs }))
      await release(excessShards([...epochs.keys()], share))
      // Asking for none still says that this one is alive, so that the others make room for it.
      await acquire(Math.max(0, share - epochs.size))
      events.holding(epochs.size, book.size)
    },
    holds: (shard) => epochs.has(shard),
    releaseAll: () => release([...epochs.keys()]),
  }
}
