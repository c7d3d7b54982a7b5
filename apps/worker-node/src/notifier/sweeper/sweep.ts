import {
  MOST_DUE_AT_ONCE,
  readDueIncidents,
  readQuietIncidents,
  readReasonsNow,
} from '@mointering/db/incidents/due-incidents'
import { inTransaction } from '@mointering/db/transaction'
import type pg from 'pg'
import type { Fault } from '../fault.js'
import { createQuietWatch } from './quiet-watch.js'
import { type Swept, sweepDue, sweepQuiet } from './sweep-incident.js'
import type { Look } from './tell-due.js'

export type SweepOptions = { pool: pg.Pool; publicUrl: string; now: () => number; fault: Fault }

/**
 * Looks once for everything that time has made due, each incident in a transaction of its own: the timeline, what is told, and when to look again are stored together or
 * not at all, and whoever has locked the incident is the only one to do so.
 */
export function createSweep({ pool, publicUrl, now, fault }: SweepOptions) {
  const watch = createQuietWatch()
  /** Until when each incident that failed is left alone. */
  const resting = new Map<string, number>()

  /** True when there may be more to do at once. */
  return async function sweep(
    stop: AbortSignal,
    onSwept: (swept: Swept) => void,
    onFailed: OnFailed,
  ): Promise<boolean> {
    for (const [id, untilMs] of resting) if (untilMs <= now()) resting.delete(id)
    const each = async (ids: readonly string[], work: (look: Look, id: string) => Promise<Swept | null>) => {
      for (const id of ids) {
        if (stop.aborted) return
        try {
          const look = { nowMs: now(), publicUrl, fault }
          const swept = await inTransaction(pool, (client) => work({ ...look, client }, id))
          if (swept) onSwept(swept)
        } catch (error) {
          // One that cannot be told must not stand in the way of the others, nor be first in line each time.
          resting.set(id, now() + REST_MS)
          onFailed(id, error)
        }
      }
    }
    const quiet = await readQuietIncidents(pool)
    await each(watch.ripe(quiet, await readReasonsNow(pool, quiet, now()), now()), sweepQuiet)
    const due = await readDueIncidents(pool, { nowMs: now(), except: [...resting.keys()] })
    await each(due, sweepDue)
    return due.length === MOST_DUE_AT_ONCE
  }
}

const REST_MS = 30_000

type OnFailed = (incidentId: string, error: unknown) => void
