import type { lastResult } from '@mointering/api-contract/monitors/monitor'
import type { z } from 'zod'
import { epochMs, type Queryable } from '../queryable.js'
import { DAY_MS, HOUR_MS } from './time-spans.js'
import { verdictOf } from './verdict-of.js'

export type LastResult = z.infer<typeof lastResult>

type Row = Omit<LastResult, 'slot' | 'checkedAt' | 'verdict'> & {
  key: number
  slotMs: number
  lagMs: number
  verdict: number
}

/** Longer than the longest interval: every monitor that runs has its last result in here. */
const RECENT_MS = 26 * HOUR_MS

/** The newest stored result of each monitor by key; monitors that never had one are missing. Two queries. */
export async function readLastResults(
  client: Queryable,
  keys: readonly number[],
  nowMs: number,
): Promise<Map<number, LastResult>> {
  // A bounded look first: it reads one or two days, where the newest result of a paused monitor may lie in any.
  const to = new Date(nowMs + DAY_MS)
  const recent = await client.query<Row>(
    `SELECT ${COLUMNS} FROM unnest($1::int[]) AS wanted (key)
     ${newest('result.slot >= $2 AND result.slot < $3')} ${TEXTS} AND evidence.slot >= $2 AND evidence.slot < $3`,
    [keys, new Date(nowMs - RECENT_MS), to],
  )
  const found = new Map(recent.rows.map((row) => [row.key, present(row)]))
  const missing = keys.filter((key) => !found.has(key))
  if (missing.length === 0) return found

  // The rollups know the hour of older ones.
  const older = await client.query<Row>(
    `SELECT ${COLUMNS} FROM unnest($1::int[]) AS wanted (key)
     CROSS JOIN LATERAL (SELECT start FROM check_rollup_hour WHERE monitor_key = wanted.key ORDER BY start DESC LIMIT 1) AS hour
     ${newest(`result.slot >= hour.start AND result.slot < hour.start + interval '1 hour'`)} ${TEXTS}`,
    [missing],
  )
  for (const row of older.rows) found.set(row.key, present(row))
  return found
}

const COLUMNS = `wanted.key, ${epochMs('result.slot')} AS "slotMs", result.lag_ms AS "lagMs", region.code AS region, result.verdict,
  result.total_ms AS "totalMs", result.http_status AS "httpStatus", result.error_code AS "errorCode", evidence.message`

const newest = (within: string): string => `CROSS JOIN LATERAL (
  SELECT * FROM check_result result WHERE result.monitor_key = wanted.key AND ${within} ORDER BY result.slot DESC, result.attempt DESC LIMIT 1
) AS result`

const TEXTS = `JOIN region ON region.key = result.region_key
  LEFT JOIN check_evidence evidence ON evidence.monitor_key = result.monitor_key AND evidence.slot = result.slot
    AND evidence.region_key = result.region_key AND evidence.attempt = result.attempt`

function present({ key: _, slotMs, lagMs, verdict, ...row }: Row): LastResult {
  return {
    ...row,
    slot: new Date(slotMs).toISOString(),
    checkedAt: new Date(slotMs + lagMs).toISOString(),
    verdict: verdictOf(verdict),
  }
}
