import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import { liveChannel, NOTICES_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import type { Registry } from 'prom-client'
import { startRounds } from '../../rounds.js'
import { createDatabaseClock } from '../database-clock.js'
import type { Fault } from '../fault.js'
import { createSweeperEvents } from './events.js'
import { createSweep } from './sweep.js'
import type { Swept } from './sweep-incident.js'

export type SweeperOptions = {
  database: Database
  cache: Cache
  log: Logger
  registry: Registry
  /** Where the pages are, without a slash at its end. */
  publicUrl: string
  /** Epoch milliseconds; the database's clock when absent. */
  now?: () => number
  everyMs?: number
  fault?: Fault
}

const EVERY_MS = 2000

/**
 * Reminds of open incidents, escalates those that nobody acknowledges, and tells of those that are quiet no more. Any number of sweepers may do so at once. Disposing
 * lets the incident in hand end.
 */
export function startSweeper(options: SweeperOptions): AsyncDisposable {
  const { database, cache, publicUrl, everyMs = EVERY_MS, fault = () => undefined } = options
  const clock = createDatabaseClock(database.pool)
  const events = createSweeperEvents(options.log, options.registry)
  const sweep = createSweep({ pool: database.pool, publicUrl, now: options.now ?? clock.now, fault })

  function onSwept(swept: Swept): void {
    if (swept.what.length === 0) return
    events.swept(swept)
    const event: LiveEvent = {
      type: 'incident',
      incidentId: swept.incidentId,
      monitorId: swept.monitorId,
      change: 'updated',
    }
    // Not awaited: a slow cache must not hold up the next incident.
    cache.publish(NOTICES_CHANNEL, '').catch(events.publishFailed)
    cache.publish(liveChannel(swept.workspaceId), JSON.stringify(event)).catch(events.publishFailed)
  }

  const rounds = startRounds({
    everyMs,
    async round(stop) {
      await clock.sync()
      if (await sweep(stop, onSwept, events.incidentFailed)) rounds.soon()
    },
    onTrouble: events.troubled,
  })
  return rounds
}
