import type { SlotCounts } from '@mointering/monitoring-core/uptime'
import { numbersOf, type Queryable } from '../queryable.js'
import { countSlotsSql } from './aggregate-sql.js'
import { HOUR_MS, type Sources, type TimeSpan } from './time-spans.js'

/** Judged slots of the stretch that begins at `startMs`: an hour or a day, unless a step was asked for. `fresh` of them are so new that they need not be expected yet. */
export type CountedBucket = SlotCounts & { startMs: number; fresh: number; timed: number; totalSum: number }

type RawRow = Omit<CountedBucket, 'startMs'> & { key: number; bucket: string }
/** One row a monitor, each column an array as text: a hundred buckets cost little more than one. */
type RollupRow = { key: number } & Record<(typeof ROLLUP_COLUMNS)[number], string>

const ROLLUP_COLUMNS = ['hour', 'up', 'degraded', 'down', 'unknown', 'timed', 'total'] as const

/** The slot counts of many monitors by key, in buckets of an hour or a day; monitors and buckets without results are missing. At most one query a source and stretch. */
export async function readSlotCounts(
  client: Queryable,
  keys: readonly number[],
  sources: Sources,
  settledMs: number,
): Promise<Map<number, CountedBucket[]>> {
  const counts = new Map<number, CountedBucket[]>(keys.map((key) => [key, []]))
  for (const span of sources.raw) {
    const found = await readRawSlotCounts(client, keys, span, { settledMs, stepMs: HOUR_MS })
    for (const [key, buckets] of found) counts.get(key)?.push(...buckets)
  }
  await readRollups(client, 'check_rollup_hour', { keys, spans: sources.hours, counts })
  await readRollups(client, 'check_rollup_day', { keys, spans: sources.days, counts })
  return counts
}

/** As `readSlotCounts`, from raw rows only, in buckets of `stepMs` aligned to 1970; monitors without results are missing. One query. */
export async function readRawSlotCounts(
  client: Queryable,
  keys: readonly number[],
  { fromMs, toMs }: TimeSpan,
  { settledMs, stepMs }: { settledMs: number; stepMs: number },
): Promise<Map<number, CountedBucket[]>> {
  const { rows } = await client.query<RawRow>(COUNT_RAW, [keys, new Date(fromMs), new Date(toMs), settledMs, stepMs])
  const counts = new Map<number, CountedBucket[]>()
  for (const { key, bucket, ...row } of rows) {
    counts.set(key, [...(counts.get(key) ?? []), { ...row, startMs: Number(bucket) }])
  }
  return counts
}

const COUNT_RAW = `SELECT monitor_key AS key, bucket, up, degraded, down, unknown, fresh, timed, total_sum AS "totalSum" FROM (${countSlotsSql(
  {
    from: 'check_result result WHERE result.monitor_key = ANY($1::int[]) AND result.slot >= $2 AND result.slot < $3',
    monitorKeys: '$1',
    stepMs: '$5',
    freshFromMs: '$4::float8',
    regions: 'all',
  },
)}) AS counted`

async function readRollups(
  client: Queryable,
  table: 'check_rollup_hour' | 'check_rollup_day',
  {
    keys,
    spans,
    counts,
  }: { keys: readonly number[]; spans: readonly TimeSpan[]; counts: Map<number, CountedBucket[]> },
): Promise<void> {
  if (spans.length === 0) return
  const { rows } = await client.query<RollupRow>(
    `SELECT monitor_key AS key, array_agg((date_part('epoch', start) / 3600)::int)::text AS hour, array_agg(up)::text AS up, array_agg(degraded)::text AS degraded,
            array_agg(down)::text AS down, array_agg(unknown)::text AS unknown, array_agg(timed)::text AS timed, array_agg(total_sum)::text AS total
     FROM unnest($2::timestamptz[], $3::timestamptz[]) AS span (span_from, span_to)
     JOIN ${table} ON start >= span_from AND start < span_to
     WHERE monitor_key = ANY($1::int[]) AND region_key = 0 GROUP BY monitor_key`,
    [keys, spans.map(({ fromMs }) => new Date(fromMs)), spans.map(({ toMs }) => new Date(toMs))],
  )
  for (const row of rows) {
    const [hour, up, degraded, down, unknown, timed, total] = ROLLUP_COLUMNS.map((column) => numbersOf(row[column]))
    const buckets = counts.get(row.key)
    hour?.forEach((startHour, index) => {
      const at = (column: number[] | undefined) => column?.[index] ?? 0
      buckets?.push({
        startMs: startHour * HOUR_MS,
        up: at(up),
        degraded: at(degraded),
        down: at(down),
        unknown: at(unknown),
        fresh: 0,
        timed: at(timed),
        totalSum: at(total),
      })
    })
  }
}
