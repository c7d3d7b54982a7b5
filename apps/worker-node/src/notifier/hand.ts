import { setTimeout as delay } from 'node:timers/promises'
import type { ClaimedDelivery } from '@mointering/db/notices/claim-deliveries'
import { recordTold } from '@mointering/db/notices/record-outcome'
import type pg from 'pg'
import { type AttemptDeps, createAttempt } from './attempt.js'
import type { NotifierEvents } from './events.js'
import { createRecord, logOutcomeOf } from './record.js'
import type { NotifierPace } from './start-notifier.js'
import { untilStored } from './until-stored.js'

/** The deliveries that this notifier is trying: each on its own, so that a slow one holds up no other. */
export type Hand = {
  size(): number
  deliveries(): { id: string; channelId: string }[]
  /** Tries a delivery and stores how it went, in the background. */
  take(claimed: ClaimedDelivery): void
  /** Lets everything end; cuts off what does not in time. */
  drain(): Promise<void>
}

type HandDeps = Omit<AttemptDeps, 'recordTold'> & {
  pool: pg.Pool
  pace: NotifierPace
  events: NotifierEvents
  random: () => number
  /** A delivery has ended: there may be another one for its channel. */
  onRoom: () => void
}

export function createHand(deps: HandDeps): Hand {
  const { pool, pace, events, now, fault, onRoom } = deps
  const running = new Map<ClaimedDelivery, Promise<void>>()
  const cutOff = new AbortController()
  const giveUp = new AbortController()

  const store = async (claimed: ClaimedDelivery, work: () => Promise<void>): Promise<boolean> =>
    untilStored(work, {
      giveUp: giveUp.signal,
      onTrouble: (error) => events.troubled('record', error),
      onRefused: (error) => events.recordRefused(claimed, error),
    })
  const attempt = createAttempt({
    ...deps,
    async recordTold(claimed, part) {
      await store(claimed, () => recordTold(pool, claimed.id, part))
    },
  })
  const record = createRecord(deps)

  async function work(claimed: ClaimedDelivery): Promise<void> {
    await fault('claimed')
    const atMs = now()
    const startedMs = performance.now()
    const limit = AbortSignal.timeout(pace.attemptMs)
    const tried = await attempt(claimed, AbortSignal.any([limit, cutOff.signal]))
    const durationMs = performance.now() - startedMs
    events.attempted(claimed, tried.kind === 'sent' ? 'sent' : logOutcomeOf(tried), durationMs)
    const times = { atMs, endedMs: now(), durationMs }
    await fault('answered')
    await store(claimed, () => record(claimed, tried, times))
    await fault('recorded')
  }

  return {
    size: () => running.size,
    deliveries: () => [...running.keys()].map(({ id, channelId }) => ({ id, channelId })),
    take(claimed) {
      const done = work(claimed)
        .catch((error: unknown) => events.failedByBug(claimed, error))
        .finally(() => {
          running.delete(claimed)
          onRoom()
        })
      running.set(claimed, done)
    },
    async drain() {
      const ended = async (withinMs: number) => {
        const limit = new AbortController()
        const all = Promise.all(running.values()).then(() => limit.abort())
        await Promise.race([all, delay(withinMs, undefined, { signal: limit.signal }).catch(() => undefined)])
        return running.size === 0
      }
      if (await ended(pace.drainMs)) return
      cutOff.abort()
      const isStored = await ended(pace.storeMs)
      giveUp.abort()
      if (!isStored && !(await ended(LAST_MS))) events.cutOff(running.size)
    },
  }
}

/** For the last try to store something, after the database had its time. */
const LAST_MS = 500
