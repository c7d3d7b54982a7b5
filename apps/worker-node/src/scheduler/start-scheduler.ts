import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { shardOf } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import type { Registry } from 'prom-client'
import { watchMonitorChanges } from '../monitor-changes.js'
import { startRounds } from '../rounds.js'
import { type RunningRole, startRole } from '../running-role.js'
import type { WorkerConfig } from '../worker-config.js'
import { intoBatches } from './batches.js'
import { createDispatcher, type Dispatcher } from './dispatcher.js'
import { createSchedulerEvents, type SchedulerEvents } from './events.js'
import { createScheduleBook, type ScheduleBook } from './schedule-book.js'
import { createShardHolder } from './shard-holder.js'

export type SchedulerOptions = {
  config: WorkerConfig
  queue: MessageQueue
  cache: Cache
  database: Database
  log: Logger
  registry: Registry
  /** Epoch milliseconds; the system's clock when absent. */
  now?: () => number
}

/** Slots taken from the book before others get a turn. */
const MOST_AT_ONCE = 5000
const LONGEST_NAP_MS = 500
const LONGEST_LEASE_ROUND_MS = 1000
/** How long the broker may take to confirm what is under way when the scheduler stops. */
const DRAIN_MS = 3000

/** Dispatches the checks of its share of the monitors. Disposing stops dispatching, then gives the shards back with their watermarks. */
export function startScheduler(options: SchedulerOptions): Promise<RunningRole> {
  const { config, queue, cache, database, log, registry, now = Date.now } = options
  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  const ttlMs = config.SCHEDULER_LEASE_MS
  const events = createSchedulerEvents(log, registry)
  const book = createScheduleBook()
  const dispatcher = createDispatcher({ queue, events, now })

  return startRole(async (scope) => {
    let takenUntilMs = now()
    let leasedAtMs = Number.NEGATIVE_INFINITY
    const holder = createShardHolder({
      database,
      book,
      dispatcher,
      events,
      owner,
      ttlMs,
      now,
      takenUntilMs: () => takenUntilMs,
    })
    scope.defer(() => holder.releaseAll().catch((error: unknown) => events.troubled('leases', error)))
    let drainLimit: NodeJS.Timeout | undefined
    scope.defer(async () => {
      await dispatcher.allSettled()
      clearTimeout(drainLimit)
    })

    const dispatching = scope.add(
      startRounds({
        everyMs: () =>
          Math.min(LONGEST_NAP_MS, Math.max(config.SCHEDULER_FLUSH_MS, Math.ceil(book.nextDueMs() - now()) + 1)),
        async round(signal) {
          takenUntilMs = (await dispatchDue({ book, dispatcher, events, config, now, signal })) ?? takenUntilMs
        },
        onTrouble: (error) => events.troubled('dispatch', error),
      }),
    )
    scope.add(
      startRounds({
        everyMs: Math.min(ttlMs / 3, LONGEST_LEASE_ROUND_MS),
        async round() {
          await holder.round()
          leasedAtMs = now()
          dispatching.soon()
        },
        onTrouble: (error) => events.troubled('leases', error),
      }),
    )
    scope.add(
      await watchMonitorChanges({
        database,
        cache,
        now,
        onTrouble: events.troubled,
        onUnreadable: events.monitorUnreadable,
        onChanged(monitors) {
          for (const monitor of monitors) {
            const shard = shardOf(monitor.key)
            if (holder.holds(shard)) book.update(monitor, shard, now())
          }
          dispatching.soon()
        },
      }),
    )
    scope.defer(() => {
      drainLimit = setTimeout(dispatcher.giveUp, DRAIN_MS)
    })
    return () => (now() - leasedAtMs > ttlMs ? ['scheduler: its leases could not be renewed'] : [])
  })
}

/** Hands everything that is due to the dispatcher. Answers up to when; null when it was stopped half-way. */
async function dispatchDue(deps: {
  book: ScheduleBook
  dispatcher: Dispatcher
  events: SchedulerEvents
  config: WorkerConfig
  now: () => number
  signal: AbortSignal
}): Promise<number | null> {
  const { book, dispatcher, events, config, now, signal } = deps
  while (!signal.aborted) {
    const nowMs = now()
    const { due, skipped } = book.takeDue(nowMs, MOST_AT_ONCE)
    if (skipped > 0) events.slotsSkipped(skipped)
    for (const { slotMs } of due) events.slotDue(nowMs - slotMs)
    await dispatcher.dispatch(
      intoBatches(due, { defaultRegions: config.DEFAULT_REGIONS, batchSize: config.SCHEDULER_BATCH_SIZE, nowMs }),
    )
    if (due.length < MOST_AT_ONCE) return nowMs
    await yieldToOthers()
  }
  return null
}
