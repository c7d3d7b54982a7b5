import { timestampOf } from '../queryable.js'
import { aggregateSql, FLAT_HISTOGRAM, ONLY_ARRAYS } from './aggregate-sql.js'
import { HOUR_MS } from './time-spans.js'

const COLUMNS =
  'up, degraded, down, unknown, timed, total_sum, total_min, total_max, phase_sums, phase_counts, histogram'

const insertHours = (from: string, monitorKeys?: string): string => `
  INSERT INTO check_rollup_hour (monitor_key, start, region_key, ${COLUMNS})
  SELECT monitor_key, ${timestampOf('bucket')}, region_key, ${COLUMNS}
  FROM (${aggregateSql({ from, stepMs: String(HOUR_MS), freshFromMs: '0', regions: 'each', ...(monitorKeys ? { monitorKeys } : {}) })}) AS aggregated`

/** Hours in [$1, $2) of all monitors. */
export const DELETE_HOURS = 'DELETE FROM check_rollup_hour WHERE start >= $1 AND start < $2'
export const INSERT_HOURS = insertHours('check_result result WHERE result.slot >= $1 AND result.slot < $2')

const NOTED = `unnest($1::int[], $2::timestamptz[]) AS noted (noted_key, noted_start)`

/** Some hours of some monitors: $1 keys, $2 starts, $3 and $4 around all of them (they bound which partitions are looked at). */
export const DELETE_NOTED_HOURS = `DELETE FROM check_rollup_hour USING ${NOTED} WHERE monitor_key = noted_key AND start = noted_start`
export const INSERT_NOTED_HOURS = insertHours(
  `${NOTED} JOIN check_result result ON result.monitor_key = noted_key AND result.slot >= noted_start AND result.slot < noted_start + interval '1 hour'
   WHERE result.slot >= $3 AND result.slot < $4`,
  '$1',
)

/** Some days ($2) of some monitors ($1), from their hours; $1 null = of all monitors. */
export const DELETE_DAYS = `DELETE FROM check_rollup_day WHERE start = ANY($2::timestamptz[]) AND ($1::int[] IS NULL OR monitor_key = ANY($1::int[]))`
export const INSERT_DAYS = `
  INSERT INTO check_rollup_day (monitor_key, start, region_key, ${COLUMNS})
  WITH hour AS (
    SELECT *, day.start AS day FROM unnest($2::timestamptz[]) AS day (start)
    JOIN check_rollup_hour rollup ON rollup.start >= day.start AND rollup.start < day.start + interval '24 hours'
    WHERE $1::int[] IS NULL OR rollup.monitor_key = ANY($1::int[])
  ),
  total AS (
    SELECT monitor_key, day, region_key, sum(up)::int AS up, sum(degraded)::int AS degraded, sum(down)::int AS down, sum(unknown)::int AS unknown,
      sum(timed)::int AS timed, sum(total_sum) AS total_sum, min(total_min) AS total_min, max(total_max) AS total_max,
      ARRAY[${elements((index) => `sum(phase_sums[${index}])`)}] AS phase_sums, ARRAY[${elements((index) => `sum(phase_counts[${index}])::int`)}] AS phase_counts
    FROM hour GROUP BY monitor_key, day, region_key
  ),
  histogram_bucket AS (
    SELECT monitor_key, day, region_key, histogram[place_index] AS place, sum(histogram[place_index + 1])::int AS amount
    FROM hour CROSS JOIN LATERAL generate_series(1, cardinality(histogram), 2) AS place_index GROUP BY monitor_key, day, region_key, place
  ),
  merged AS (
    SELECT monitor_key, day, region_key, ${FLAT_HISTOGRAM} AS histogram
    FROM histogram_bucket CROSS JOIN LATERAL (VALUES (1, place), (2, amount)) AS pair (half, value) GROUP BY monitor_key, day, region_key
  ),
  stacked AS (
    SELECT *, NULL::int[] AS histogram FROM total
    UNION ALL SELECT monitor_key, day, region_key, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, histogram FROM merged
  )
  SELECT monitor_key, day, region_key, sum(up), sum(degraded), sum(down), sum(unknown), sum(timed), sum(total_sum), min(total_min), max(total_max), ${ONLY_ARRAYS}
  FROM stacked GROUP BY monitor_key, day, region_key`

function elements(of: (index: number) => string): string {
  return [1, 2, 3, 4, 5].map(of).join(', ')
}
