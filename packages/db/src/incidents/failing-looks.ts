import { VERDICT_CODE } from '@mointering/monitoring-core/verdict'
import type pg from 'pg'
import { epochMs } from '../queryable.js'
import { verdictOf } from '../timeseries/verdict-of.js'

/** One look that was not up. */
export type FailingLook = {
  slot: string
  region: string
  attempt: number
  verdict: string
  errorCode: string | null
  message: string | null
  httpStatus: number | null
  totalMs: number | null
}

const MOST = 20

/** The looks at a monitor since an instant that were not up, newest first, at most 20; those of this transaction as well. */
export async function readFailingLooks(
  client: pg.PoolClient,
  { monitorKey, sinceMs }: { monitorKey: number; sinceMs: number },
): Promise<FailingLook[]> {
  const { rows } = await client.query<Omit<FailingLook, 'slot' | 'verdict'> & { slotMs: number; verdict: number }>(
    `SELECT ${epochMs('result.slot')} AS "slotMs", region.code AS region, result.attempt, result.verdict, error_code AS "errorCode",
            evidence.message, http_status AS "httpStatus", total_ms AS "totalMs"
     FROM check_result result
     JOIN region ON region.key = result.region_key
     LEFT JOIN check_evidence evidence ON evidence.monitor_key = result.monitor_key AND evidence.slot = result.slot
       AND evidence.region_key = result.region_key AND evidence.attempt = result.attempt AND evidence.slot >= $2
     WHERE result.monitor_key = $1 AND result.slot >= $2 AND result.verdict IN (${VERDICT_CODE.down}, ${VERDICT_CODE.degraded})
     ORDER BY result.slot DESC, result.attempt DESC, region.code LIMIT ${MOST}`,
    [monitorKey, new Date(sinceMs)],
  )
  return rows.map(({ slotMs, verdict, ...look }) => ({
    ...look,
    slot: new Date(slotMs).toISOString(),
    verdict: verdictOf(verdict),
  }))
}
