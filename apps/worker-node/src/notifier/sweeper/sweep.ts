import { readDueIncidents, readQuietIncidents, readReasonsNow } from '@mointering/db/incidents/due-incidents'
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

  return async function sweep(stop: AbortSignal, onSwept: (swept: Swept) => void, onFailed: OnFailed): Promise<void> {
    const each = async (ids: readonly string[], work: (look: Look, id: string) => Promise<Swept | null>) => {
      for (const id of ids) {
        if (stop.aborted) return
        try {
          const look = { nowMs: now(), publicUrl, fault }
          const swept = await inTransaction(pool, (client) => work({ ...look, client }, id))
          if (swept) onSwept(swept)
        } catch (error) {
          // One that cannot be told must not stand in the way of the others; it is looked at again next time.
          onFailed(id, error)
        }
      }
    }
    const quiet = await readQuietIncidents(pool)
    await each(watch.ripe(quiet, await readReasonsNow(pool, quiet, now()), now()), sweepQuiet)
    await each(await readDueIncidents(pool, now()), sweepDue)
  }
}

type OnFailed = (incidentId: string, error: unknown) => void
