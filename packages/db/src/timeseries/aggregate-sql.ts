import { HISTOGRAM_SQL_BUCKET } from '@mointering/monitoring-core/latency-histogram'
import { VERDICT_CODE } from '@mointering/monitoring-core/verdict'

const { up, degraded, down, unknown } = VERDICT_CODE

/** The verdict of a slot, aggregated over the last attempts of its regions, each with `min_regions` of its monitor: the rule of monitoring-core's `judgeSlot`. */
export const SLOT_VERDICT = `CASE
  WHEN count(*) FILTER (WHERE verdict <> ${unknown}) < greatest(1, max(min_regions)) THEN ${unknown}
  WHEN 2 * count(*) FILTER (WHERE verdict = ${down}) > count(*) FILTER (WHERE verdict <> ${unknown}) THEN ${down}
  WHEN count(*) FILTER (WHERE verdict = ${up}) = count(*) FILTER (WHERE verdict <> ${unknown}) THEN ${up}
  ELSE ${degraded} END`

/** The last attempt of each region at each slot that could look, else the last one; `from` is a FROM clause in which `result` is check_result, with its conditions. */
export const lastAttempts = (from: string): string => `
  SELECT DISTINCT ON (result.monitor_key, result.slot, result.region_key) result.* FROM ${from}
  ORDER BY result.monitor_key, result.slot, result.region_key, result.verdict = ${unknown}, result.attempt DESC`

/** CTE `due`: the last attempts at slots that the schedule of their time asked for, with the start of their bucket. Everything that is counted starts from it. */
const dueResults = ({ from, stepMs, monitorKeys }: AggregateOptions): string => `
  revision AS (
    SELECT *, coalesce(lead(effective_from) OVER (PARTITION BY monitor_key ORDER BY effective_from), 'infinity') AS effective_to
    FROM schedule_revision ${monitorKeys === undefined ? '' : `WHERE monitor_key = ANY(${monitorKeys}::int[])`}
  ),
  last_attempt AS MATERIALIZED (${lastAttempts(from)}),
  timed_attempt AS (SELECT *, round(date_part('epoch', slot) * 1000)::bigint AS slot_ms FROM last_attempt),
  due AS (
    SELECT attempt.*, slot_ms / ${stepMs}::bigint * ${stepMs}::bigint AS bucket, min_regions
    FROM timed_attempt attempt
    JOIN revision ON revision.monitor_key = attempt.monitor_key AND slot >= effective_from AND slot < effective_to
    JOIN monitor ON monitor.key = attempt.monitor_key
    WHERE revision.enabled AND (slot_ms - anchor_ms) % (revision.interval_seconds * 1000) = 0
  )`

export type AggregateOptions = {
  /** A FROM clause in which `result` is check_result, with all conditions. */
  from: string
  /** SQL for the keys of the monitors that occur, where they are known: saves reading the schedules of all others. */
  monitorKeys?: string
  /** SQL for the width of a bucket in milliseconds, aligned to 1970. */
  stepMs: string
  /** SQL for the epoch milliseconds from which judged slots count as `fresh`. */
  freshFromMs: string
  /** `all`: judged over all regions given, as region 0. `each`: also each region by itself. */
  regions: 'all' | 'each'
}

// The parts are stacked and grouped again rather than joined: the planner thinks that there is one row of each, and would join them in nested loops.

/** Rows monitor_key, region_key, bucket (bigint ms), up, degraded, down, unknown, fresh, timed, total_sum. Latencies are those of good results. */
export const countSlotsSql = (options: AggregateOptions): string => `
  WITH ${dueResults(options)}, ${counted(options)}, latency AS (
    SELECT monitor_key, ${groupKey(options)}, bucket, count(*)::int AS timed, sum(total_ms::float8) AS total_sum
    FROM due WHERE ${GOOD} GROUP BY ${groups(options, 'monitor_key, bucket')}
  ),
  stacked AS (
    SELECT *, 0 AS timed, 0::float8 AS total_sum FROM counted
    UNION ALL SELECT monitor_key, group_key, bucket, 0, 0, 0, 0, 0, timed, total_sum FROM latency
  )
  SELECT monitor_key, group_key AS region_key, bucket, ${SUMMED} FROM stacked GROUP BY monitor_key, group_key, bucket`

/** As `countSlotsSql`, and total_min, total_max, phase_sums, phase_counts and histogram: the columns of the rollup tables. */
export const aggregateSql = (options: AggregateOptions): string => `
  WITH ${dueResults(options)}, ${counted(options)}, latency AS (
    SELECT monitor_key, ${groupKey(options)}, bucket, count(*)::int AS timed, sum(total_ms::float8) AS total_sum, min(total_ms) AS total_min, max(total_ms) AS total_max,
      ARRAY[${PHASES.map((phase) => `coalesce(sum(${phase}::float8), 0)`)}] AS phase_sums, ARRAY[${PHASES.map((phase) => `count(${phase})::int`)}] AS phase_counts
    FROM due WHERE ${GOOD} GROUP BY ${groups(options, 'monitor_key, bucket')}
  ),
  placed AS (SELECT monitor_key, region_key, bucket, ${HISTOGRAM_BUCKET} AS place FROM due WHERE ${GOOD}),
  histogram_bucket AS (
    SELECT monitor_key, ${groupKey(options)}, bucket, place, count(*)::int AS amount
    FROM placed GROUP BY ${groups(options, 'monitor_key, bucket, place')}
  ),
  histogram AS (
    SELECT monitor_key, group_key, bucket, ${FLAT_HISTOGRAM} AS histogram
    FROM histogram_bucket CROSS JOIN LATERAL (VALUES (1, place), (2, amount)) AS pair (half, value) GROUP BY monitor_key, group_key, bucket
  ),
  stacked AS (
    SELECT *, 0 AS timed, 0::float8 AS total_sum, NULL::real AS total_min, NULL::real AS total_max, NULL::float8[] AS phase_sums, NULL::int[] AS phase_counts, NULL::int[] AS histogram FROM counted
    UNION ALL SELECT monitor_key, group_key, bucket, 0, 0, 0, 0, 0, timed, total_sum, total_min, total_max, phase_sums, phase_counts, NULL FROM latency
    UNION ALL SELECT monitor_key, group_key, bucket, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, histogram FROM histogram
  )
  SELECT monitor_key, group_key AS region_key, bucket, ${SUMMED}, min(total_min) AS total_min, max(total_max) AS total_max,
    ${ONLY_ARRAYS} FROM stacked GROUP BY monitor_key, group_key, bucket`

/** Of stacked parts, one of which has the arrays. */
export const ONLY_ARRAYS = `coalesce(max(phase_sums), '{0,0,0,0,0}') AS phase_sums, coalesce(max(phase_counts), '{0,0,0,0,0}') AS phase_counts,
    coalesce(max(histogram), '{}') AS histogram`

const SUMMED = ['up', 'degraded', 'down', 'unknown', 'fresh', 'timed']
  .map((column) => `sum(${column})::int AS ${column}`)
  .join(', ')
  .concat(', sum(total_sum) AS total_sum')

/** Aggregates rows (place, half, value) to a sparse histogram. */
export const FLAT_HISTOGRAM = 'array_agg(value ORDER BY place, half)'

export const PHASES = ['dns_ms', 'connect_ms', 'tls_ms', 'ttfb_ms', 'transfer_ms'] as const
const GOOD = `verdict IN (${up}, ${degraded}) AND total_ms IS NOT NULL`

const { lnGamma, floorMs, minBucket, maxBucket } = HISTOGRAM_SQL_BUCKET
const HISTOGRAM_BUCKET = `least(${maxBucket}, greatest(${minBucket}, ceil(ln(greatest(total_ms::float8, ${floorMs}::float8)) / ${lnGamma}::float8)))::int`

/** Groups by `columns` over all regions and, with `each`, in the same pass by region. */
const groups = ({ regions }: AggregateOptions, columns: string): string =>
  regions === 'each' ? `GROUPING SETS ((${columns}), (${columns}, region_key))` : columns

/** The region of a group made by `groups`; 0 = all of them. */
const groupKey = ({ regions }: AggregateOptions): string =>
  regions === 'each' ? 'coalesce(region_key, 0) AS group_key' : '0 AS group_key'

const counted = ({ freshFromMs, regions }: AggregateOptions): string => {
  const amounts = `(count(*) FILTER (WHERE verdict = ${up}))::int AS up, (count(*) FILTER (WHERE verdict = ${degraded}))::int AS degraded,
      (count(*) FILTER (WHERE verdict = ${down}))::int AS down, (count(*) FILTER (WHERE verdict = ${unknown}))::int AS unknown,
      (count(*) FILTER (WHERE slot_ms >= ${freshFromMs}))::int AS fresh`
  // Of a region there is one last attempt at a slot: its verdict is that of the slot.
  const ofRegions = `UNION ALL SELECT monitor_key, region_key, bucket, ${amounts} FROM due GROUP BY monitor_key, region_key, bucket`
  return `
  judged AS (
    SELECT monitor_key, bucket, slot_ms, ${SLOT_VERDICT} AS verdict FROM due GROUP BY monitor_key, bucket, slot_ms
  ),
  counted AS (
    SELECT monitor_key, 0 AS group_key, bucket, ${amounts} FROM judged GROUP BY monitor_key, bucket
    ${regions === 'each' ? ofRegions : ''}
  )`
}
