import { epochMs, numbersOf, type Queryable } from '../queryable.js'
import { aggregateSql } from './aggregate-sql.js'
import { addMeasures, type Measures } from './measures.js'
import { floorTo, type Sources } from './time-spans.js'

type Wanted = { monitorKey: number; region: string | undefined; stepMs: number; settledMs: number }
type Row = Omit<Measures, ArrayColumn> & Record<ArrayColumn, string> & { startMs: number }
type ArrayColumn = 'phaseSums' | 'phaseCounts' | 'histogram'

const COLUMNS = `up, degraded, down, unknown, timed, total_sum AS "totalSum", phase_sums::text AS "phaseSums", phase_counts::text AS "phaseCounts", histogram::text AS histogram`

/** What a monitor showed, by the start of the bucket in epoch milliseconds; buckets without results are missing. */
export async function readMeasures(
  client: Queryable,
  wanted: Wanted,
  sources: Sources,
): Promise<Map<number, Measures>> {
  const { monitorKey, region, stepMs, settledMs } = wanted
  const parts: Row[] = []
  for (const { fromMs, toMs } of sources.raw) {
    const { rows } = await client.query<Row>(READ_RAW, [
      [monitorKey],
      new Date(fromMs),
      new Date(toMs),
      region ?? null,
      stepMs,
      settledMs,
    ])
    parts.push(...rows)
  }
  for (const [table, spans] of [
    ['check_rollup_hour', sources.hours],
    ['check_rollup_day', sources.days],
  ] as const) {
    for (const { fromMs, toMs } of spans) {
      const { rows } = await client.query<Row>(
        `SELECT ${epochMs('start')} AS "startMs", 0 AS fresh, ${COLUMNS} FROM ${table}
         WHERE monitor_key = $1 AND start >= $2 AND start < $3
           AND region_key = CASE WHEN $4::text IS NULL THEN 0 ELSE (SELECT key FROM region WHERE code = $4) END`,
        [monitorKey, new Date(fromMs), new Date(toMs), region ?? null],
      )
      parts.push(...rows)
    }
  }
  return merge(parts, stepMs)
}

const READ_RAW = `SELECT bucket::float8 AS "startMs", fresh, ${COLUMNS} FROM (${aggregateSql({
  from: `check_result result WHERE result.monitor_key = ANY($1::int[]) AND result.slot >= $2 AND result.slot < $3
    AND ($4::text IS NULL OR result.region_key = (SELECT key FROM region WHERE code = $4))`,
  monitorKeys: '$1',
  stepMs: '$5',
  freshFromMs: '$6::float8',
  regions: 'all',
})}) AS aggregated`

function merge(rows: readonly Row[], stepMs: number): Map<number, Measures> {
  const byBucket = new Map<number, Measures[]>()
  for (const { startMs, phaseSums, phaseCounts, histogram, ...counts } of rows) {
    const start = floorTo(startMs, stepMs)
    const part = {
      ...counts,
      phaseSums: numbersOf(phaseSums),
      phaseCounts: numbersOf(phaseCounts),
      histogram: numbersOf(histogram),
    }
    const same = byBucket.get(start)
    if (same) same.push(part)
    else byBucket.set(start, [part])
  }
  return new Map([...byBucket].map(([start, [first, ...others]]) => [start, joined(first, others)]))
}

const joined = (first: Measures | undefined, others: readonly Measures[]): Measures =>
  first && others.length === 0 ? first : addMeasures(first ? [first, ...others] : others)
