import type { Logger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import { openStorage } from '@mointering/db/storage/storage-backend'
import type { Registry } from 'prom-client'
import { startRounds } from '../rounds.js'
import { type RunningRole, startRole } from '../running-role.js'
import type { WorkerConfig } from '../worker-config.js'
import { createJanitorEvents } from './events.js'
import { createHousekeeping } from './housekeeping.js'
import { takeTurn } from './janitor-turn.js'
import { housekeepingSteps } from './steps.js'

export type JanitorOptions = {
  config: WorkerConfig
  database: Database
  log: Logger
  registry: Registry
  /** Epoch milliseconds; the system's clock when absent. */
  now?: () => number
}

const ROUND_MS = 5000

/** Keeps the storage in shape; of several janitors one works at a time. Disposing waits for the step in hand. */
export function startJanitor(options: JanitorOptions): Promise<RunningRole> {
  const { config, database, log, registry, now = Date.now } = options
  const events = createJanitorEvents(log, registry)
  return startRole(async (scope) => {
    const storage = await openStorage(database.pool, { log })
    const housekeeping = createHousekeeping(housekeepingSteps({ config, pool: database.pool, storage, events }), events)
    scope.add(
      startRounds({
        everyMs: ROUND_MS,
        async round(signal) {
          await takeTurn(database.pool, () => housekeeping.runDue(now(), signal))
        },
        onTrouble: events.roundFailed,
      }),
    )
    return () => housekeeping.failing().map((name) => `janitor: ${name} fails`)
  })
}
