import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { DispatchBatch } from './batches.js'
import type { SchedulerEvents } from './events.js'

export type Dispatcher = {
  /** Publishes the batches; resolves when there is room for more, which is back-pressure from the broker. Never rejects. */
  dispatch(batches: readonly DispatchBatch[]): Promise<void>
  /** The earliest slot of a shard whose message the broker has not confirmed yet; Infinity when there is none. */
  earliestUnconfirmed(shard: number): number
  /** Resolves when nothing of the shard is under way any more. */
  settled(shard: number): Promise<void>
  /** Resolves when nothing is under way any more. */
  allSettled(): Promise<void>
  /** Stops retrying. */
  giveUp(): void
}

const MOST_UNDER_WAY = 64
const RETRY_MS = 250

/** Publishes with one confirm a batch, and retries until nobody would need the batch any more. */
export function createDispatcher(deps: {
  queue: MessageQueue
  events: SchedulerEvents
  now: () => number
}): Dispatcher {
  const { queue, events, now } = deps
  const underWay = new Map<DispatchBatch, Promise<void>>()
  const declared = new Set<string>()
  const stop = new AbortController()
  setMaxListeners(MOST_UNDER_WAY, stop.signal) // each that waits to try again listens

  const publish = async ({ queue: spec, body }: DispatchBatch, ttlMs: number) => {
    if (!declared.has(spec.name)) await queue.declare(spec)
    declared.add(spec.name)
    await queue.publish(spec.name, body, { ttlMs })
  }

  const deliver = async (batch: DispatchBatch) => {
    for (let attempt = 1; ; attempt++) {
      const ttlMs = batch.notAfter - now()
      if (ttlMs <= 0 || stop.signal.aborted) return events.batchGivenUp(batch.queue.name, batch.slots)
      try {
        await publish(batch, ttlMs)
        return events.batchDispatched(batch.queue.name, batch.slots)
      } catch (error) {
        events.publishFailed(batch.queue.name, attempt, error)
        await wait(RETRY_MS, undefined, { signal: stop.signal }).catch(() => undefined)
      }
    }
  }

  return {
    async dispatch(batches) {
      for (const batch of batches) {
        while (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay.values())
        underWay.set(
          batch,
          deliver(batch).finally(() => underWay.delete(batch)),
        )
      }
    },
    earliestUnconfirmed(shard) {
      let earliest = Number.POSITIVE_INFINITY
      for (const batch of underWay.keys()) {
        earliest = Math.min(earliest, batch.earliestByShard.get(shard) ?? Number.POSITIVE_INFINITY)
      }
      return earliest
    },
    async settled(shard) {
      await Promise.all([...underWay].map(([batch, done]) => (batch.earliestByShard.has(shard) ? done : undefined)))
    },
    async allSettled() {
      await Promise.all(underWay.values())
    },
    giveUp: () => stop.abort(),
  }
}
