import { anchorMs, countSlots as countSlotsOf } from '@mointering/monitoring-core/slots'
import type { Pool } from 'pg'
import { readMonitorIds } from './monitors.js'

export type Coverage = {
  expected: number
  observed: number
  up: number
  notUp: number
  doubled: number
  lagP99Ms: number
}

/** Expected and observed slots of all monitors in a window, after the results have come in. */
export async function countSlots(
  pool: Pool,
  { fromMs, toMs, intervalMs }: { fromMs: number; toMs: number; intervalMs: number },
): Promise<Coverage> {
  const monitors = await readMonitorIds(pool)
  const expected = monitors.reduce(
    (sum, { id }) => sum + countSlotsOf(anchorMs(id, intervalMs), intervalMs, fromMs, toMs),
    0,
  )
  const { rows } = await pool.query<{ observed: number; up: number; rows: number; lag: number | null }>(
    `select count(distinct (monitor_key, slot))::int as observed, count(*)::int as rows, count(*) filter (where verdict = 0)::int as up,
            percentile_cont(0.99) within group (order by lag_ms) as lag
     from check_result where slot >= $1 and slot < $2`,
    [new Date(fromMs), new Date(toMs)],
  )
  const found = rows[0] ?? { observed: 0, up: 0, rows: 0, lag: null }
  return {
    expected,
    observed: found.observed,
    up: found.up,
    notUp: found.rows - found.up,
    doubled: found.rows - found.observed,
    lagP99Ms: Math.round(found.lag ?? 0),
  }
}
