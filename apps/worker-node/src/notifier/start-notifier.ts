import { NOTICES_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Sealer } from '@mointering/backend-common/crypto/sealer'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import { claimDeliveries } from '@mointering/db/notices/claim-deliveries'
import { dropUnwanted, giveUpOverdue } from '@mointering/db/notices/end-waiting'
import { readNextDue, readWaiting } from '@mointering/db/notices/read-waiting'
import type { Registry } from 'prom-client'
import { startRounds } from '../rounds.js'
import { type RunningRole, startRole } from '../running-role.js'
import type { ChannelTable } from './channels/all-channels.js'
import { createDatabaseClock } from './database-clock.js'
import { createNotifierEvents } from './events.js'
import type { Fault } from './fault.js'
import { createHand } from './hand.js'
import type { ChannelRequest } from './http/channel-requests.js'
import { FALLBACK_AFTER_MS, LONGEST_TRY_MS } from './retry.js'

export type NotifierOptions = {
  database: Database
  cache: Cache
  log: Logger
  registry: Registry
  table: ChannelTable
  /** Opens the secrets of channels. */
  open: Sealer['open']
  request: ChannelRequest
  /** Epoch milliseconds; the database's clock when absent. */
  now?: () => number
  /** From 0 up to 1. */
  random?: () => number
  pace?: Partial<NotifierPace>
  fault?: Fault
}

export type NotifierPace = {
  /** The outbox is looked into at least so often. */
  pollMs: number
  /** An attempt ends after this. */
  attemptMs: number
  /** How long another notifier leaves a claimed delivery alone; longer than an attempt. */
  leaseMs: number
  /** Deliveries in hand at once, and of one channel. */
  inHand: number
  perChannel: number
  /** How long deliveries in hand may take to end at shutdown, and then how long they may take to be stored. */
  drainMs: number
  storeMs: number
}

const PACE: NotifierPace = {
  pollMs: 2000,
  attemptMs: 45_000,
  leaseMs: 60_000,
  inHand: 200,
  perChannel: 4,
  drainMs: 8000,
  storeMs: 5000,
}
const SHORTEST_PAUSE_MS = 5

/**
 * Empties the outbox: when something is announced, when something becomes due, and every few seconds. Any number of notifiers may do so at once. Disposing
 * lets what is in hand end; what is cut off then is tried again by whoever comes next.
 */
export function startNotifier(options: NotifierOptions): Promise<RunningRole> {
  const { database, cache, log, registry, fault = () => undefined } = options
  const { pool } = database
  const clock = createDatabaseClock(pool)
  const now = options.now ?? clock.now
  const pace = { ...PACE, ...options.pace }
  const events = createNotifierEvents(log, registry)
  let nextDueMs: number | null = null
  let housekeepingMs = Number.NEGATIVE_INFINITY

  const hand = createHand({
    ...options,
    pool,
    pace,
    events,
    now,
    fault,
    random: options.random ?? Math.random,
    onRoom: () => rounds.soon(),
  })

  async function keepHouse(): Promise<void> {
    if (now() - housekeepingMs < pace.pollMs) return
    housekeepingMs = now()
    events.dropped(await dropUnwanted(pool, now()))
    const limits = { longestMs: LONGEST_TRY_MS, withFallbackMs: FALLBACK_AFTER_MS }
    events.gaveUpOverdue(await giveUpOverdue(pool, { nowMs: now(), ...limits }))
    events.looked(await readWaiting(pool, now()), now())
  }

  async function round(stop: AbortSignal): Promise<void> {
    await clock.sync()
    // Once is enough: what ends makes room, and is followed by another round.
    const limit = pace.inHand - hand.size()
    if (limit > 0 && !stop.aborted) {
      const { leaseMs, perChannel } = pace
      const inHand = hand.deliveries()
      for (const delivery of await claimDeliveries(pool, { nowMs: now(), leaseMs, limit, perChannel, inHand, fault }))
        hand.take(delivery)
    }
    await keepHouse()
    nextDueMs = await readNextDue(pool, now())
    events.databaseAnswered()
  }

  const pauseMs = () => {
    if (nextDueMs === null) return pace.pollMs
    return Math.min(pace.pollMs, Math.max(SHORTEST_PAUSE_MS, nextDueMs - now()))
  }
  const rounds = startRounds({ everyMs: pauseMs, round, onTrouble: (error) => events.troubled('round', error) })

  return startRole(async (scope) => {
    scope.defer(() => hand.drain())
    scope.add(rounds)
    scope.add(await cache.subscribe(NOTICES_CHANNEL, () => rounds.soon()))
    return () => (events.isDatabaseAway() ? ['notifier: the database is not reachable'] : [])
  })
}
