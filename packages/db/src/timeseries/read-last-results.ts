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

/**
 * The newest stored result of each monitor by key; monitors that never had one are missing. Of those silent for more than 26 hours it is the newest at a slot of their
 * schedule. At most three queries.
 */
export async function readLastResults(
  client: Queryable,
  keys: readonly number[],
  { nowMs, rolledUpToMs }: { nowMs: number; rolledUpToMs: number },
): Promise<Map<number, LastResult>> {
  const found = new Map<number, LastResult>()
  const look = async (sql: string, bounds: readonly Date[]) => {
    const missing = keys.filter((key) => !found.has(key))
    if (missing.length === 0) return
    const { rows } = await client.query<Row>(sql, [missing, ...bounds])
    for (const row of rows) found.set(row.key, present(row))
  }
  // Bounded looks: these read one or two days, where the newest result of a paused monitor may lie in any.
  await look(WITHIN, [new Date(nowMs - RECENT_MS), new Date(nowMs + DAY_MS)])
  if (rolledUpToMs < nowMs - RECENT_MS) await look(WITHIN, [new Date(rolledUpToMs), new Date(nowMs - RECENT_MS)])
  await look(BY_ROLLUP, [])
  return found
}

const COLUMNS = `wanted.key, ${epochMs('result.slot')} AS "slotMs", result.lag_ms AS "lagMs", region.code AS region, result.verdict,
  result.total_ms AS "totalMs", result.http_status AS "httpStatus", result.error_code AS "errorCode", evidence.message`

function newest(within: string): string {
  return `CROSS JOIN LATERAL (
  SELECT * FROM check_result result WHERE result.monitor_key = wanted.key AND ${within} ORDER BY result.slot DESC, result.attempt DESC LIMIT 1
) AS result`
}

const TEXTS = `JOIN region ON region.key = result.region_key
  LEFT JOIN check_evidence evidence ON evidence.monitor_key = result.monitor_key AND evidence.slot = result.slot
    AND evidence.region_key = result.region_key AND evidence.attempt = result.attempt`

const WITHIN = `SELECT ${COLUMNS} FROM unnest($1::int[]) AS wanted (key)
  ${newest('result.slot >= $2 AND result.slot < $3')} ${TEXTS} AND evidence.slot >= $2 AND evidence.slot < $3`

/** The rollups know the hour of older ones. */
const BY_ROLLUP = `SELECT ${COLUMNS} FROM unnest($1::int[]) AS wanted (key)
  CROSS JOIN LATERAL (SELECT start FROM check_rollup_hour WHERE monitor_key = wanted.key ORDER BY start DESC LIMIT 1) AS hour
  ${newest(`result.slot >= hour.start AND result.slot < hour.start + interval '1 hour'`)} ${TEXTS}`

function present({ key: _, slotMs, lagMs, verdict, ...row }: Row): LastResult {
  return {
    ...row,
    slot: new Date(slotMs).toISOString(),
    checkedAt: new Date(slotMs + lagMs).toISOString(),
    verdict: verdictOf(verdict),
  }
}
