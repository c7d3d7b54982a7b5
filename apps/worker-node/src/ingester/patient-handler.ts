import { setTimeout as wait } from 'node:timers/promises'
import { InvalidMessageError } from '@mointering/backend-common/queue/message-queue'
import { StaleStateError } from '@mointering/db/pipeline/monitor-states'
import type { Pending } from './batcher.js'
import { isDataError } from './data-error.js'
import type { IngesterEvents } from './events.js'

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000
const MOST_STALE_TRIES = 5

/**
 * Commits a batch and settles its items. While the database is away nothing is settled, so nothing is acked, and it is tried again until `stop`. When the
 * data of one item is at fault the items are committed one by one, and that one is rejected. When somebody else wrote a state meanwhile what we
 * remember of it is dropped first.
 */
export function createPatientHandler<Item>(deps: {
  commit: (items: readonly Item[]) => Promise<void>
  forget: (monitorKeys: readonly number[]) => void
  events: IngesterEvents
  stop: AbortSignal
}): (batch: Pending<Item>[]) => Promise<void> {
  const { commit, forget, events, stop } = deps

  return async function handle(batch) {
    let pauseMs = FIRST_PAUSE_MS
    for (let staleTries = 0; ; ) {
      try {
        await commit(batch.map(({ item }) => item))
        events.databaseAnswered()
        for (const { resolve } of batch) resolve()
        return
      } catch (error) {
        if (error instanceof StaleStateError && ++staleTries < MOST_STALE_TRIES) {
          events.stateWasStale(error.monitorKeys.length)
          forget(error.monitorKeys)
          continue
        }
        if (isDataError(error)) return handOut(batch, error)
        events.commitFailed(error)
        await wait(pauseMs, undefined, { signal: stop }).catch(() => undefined)
        if (stop.aborted) {
          for (const { reject } of batch) reject(error)
          return
        }
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)
      }
    }
  }

  async function handOut(batch: Pending<Item>[], error: unknown): Promise<void> {
    const [only, ...others] = batch
    if (only && others.length === 0) {
      events.messageRefused(error)
      only.reject(new InvalidMessageError('It cannot be stored', { cause: error }))
      return
    }
    const handleOne = createPatientHandler(deps)
    for (const pending of batch) await handleOne([pending])
  }
}
