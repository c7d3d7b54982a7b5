import type pg from 'pg'
import { timestampOf } from '../queryable.js'
import type { ResultRow } from './result-row.js'
import { floorTo, HOUR_MS } from './time-spans.js'

/** An hour is rolled up this long after its end. */
export const ROLL_UP_AFTER_MS = 5 * 60_000
/** A result that comes this long after the end of its hour may come after the rollup. The difference to the above covers the time a transaction takes and clocks that disagree. */
const LATE_AFTER_MS = 3 * 60_000

/**
 * Notes the hours of results that may have come after their hour was rolled up; `rollUpDue` does those again. Costs a comparison a row when, as
 * nearly always, nothing is late.
 */
export async function markDirtyHours(client: pg.PoolClient, rows: readonly ResultRow[], nowMs: number): Promise<void> {
  const firstOpenHour = floorTo(nowMs - LATE_AFTER_MS, HOUR_MS)
  const late = rows.filter(({ slotMs }) => slotMs < firstOpenHour)
  if (late.length === 0) return
  const hours = new Map(
    late.map(({ monitorKey, slotMs }) => {
      const startMs = floorTo(slotMs, HOUR_MS)
      return [`${monitorKey}/${startMs}`, { monitorKey, startMs }]
    }),
  )
  // An update rather than nothing when the hour is noted already: it locks the note until our rows are committed, and
  // the rollup, which takes notes away before it reads, passes over locked ones.
  await client.query(
    `INSERT INTO dirty_hour (monitor_key, start)
     SELECT monitor_key, ${timestampOf('start_ms')} FROM unnest($1::int[], $2::float8[]) AS given (monitor_key, start_ms)
     ORDER BY monitor_key, start_ms
     ON CONFLICT (monitor_key, start) DO UPDATE SET start = excluded.start`,
    [[...hours.values()].map(({ monitorKey }) => monitorKey), [...hours.values()].map(({ startMs }) => startMs)],
  )
}
