import { epochMs, type Queryable } from '@mointering/db/queryable'
import { VERDICT_CODE } from '@mointering/monitoring-core/verdict'

/**
 * How many slots of all monitors in [fromMs, toMs) their schedules expected, and how many were observed: have a result that is not unknown. Both for
 * the operator's metrics; what customers see comes from the exact counts. Cost grows with the window: keep it to minutes.
 */
export async function readRecentCoverage(
  client: Queryable,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<{ expected: number; observed: number }> {
  const expected = await client.query<{ slots: number }>(
    `WITH span AS (
       SELECT revision.enabled, revision.interval_seconds * 1000.0::float8 AS interval_ms, revision.anchor_ms,
              greatest(${epochMs('revision.effective_from')}, $1::float8) AS from_ms,
              least(${epochMs('lead(revision.effective_from) OVER (PARTITION BY revision.monitor_key ORDER BY revision.effective_from)')}, $2::float8) AS to_ms
       FROM schedule_revision revision JOIN monitor ON monitor.key = revision.monitor_key
       WHERE monitor.deleted_at IS NULL
     )
     SELECT coalesce(sum(floor((to_ms - 1 - anchor_ms) / interval_ms) - floor((from_ms - 1 - anchor_ms) / interval_ms)), 0)::float8 AS slots
     FROM span WHERE enabled AND from_ms < to_ms`,
    [fromMs, toMs],
  )
  const observed = await client.query<{ slots: number }>(
    `SELECT count(*)::float8 AS slots FROM (
       SELECT FROM check_result WHERE slot >= $1 AND slot < $2 AND attempt = 0 AND verdict <> $3 GROUP BY monitor_key, slot
     ) AS seen`,
    [new Date(fromMs), new Date(toMs), VERDICT_CODE.unknown],
  )
  return { expected: expected.rows[0]?.slots ?? 0, observed: observed.rows[0]?.slots ?? 0 }
}
