import type { Result } from '@mointering/api-contract/http/monitors'
import type { Evidence, Phases } from '@mointering/api-contract/pipeline/messages'
import { VERDICT_CODE, type Verdict } from '@mointering/monitoring-core/verdict'
import { epochMs, type Queryable } from '../queryable.js'
import { formatResultCursor, type ResultCursor } from './result-cursor.js'
import { verdictOf } from './verdict-of.js'

export type ResultsQuery = {
  monitorKey: number
  fromMs: number
  toMs: number
  /** Only results after this place, as the page before told it. */
  before?: ResultCursor | undefined
  limit: number
  verdict?: Verdict | undefined
}

type Row = Phases & {
  slotMs: number
  lagMs: number
  regionKey: number
  region: string
  attempt: number
  verdict: number
  totalMs: number | null
  httpStatus: number | null
  errorCode: string | null
  message: string | null
  evidence: Evidence | null
}

/** A page of the raw results of a monitor in [fromMs, toMs), newest first, and the text of the cursor to the next one: null on the last page. */
export async function readResults(
  client: Queryable,
  { monitorKey, fromMs, toMs, before, limit, verdict }: ResultsQuery,
): Promise<{ items: Result[]; nextCursor: string | null }> {
  const endMs = before ? Math.min(toMs, before.slotMs + 1) : toMs
  const { rows } = await client.query<Row>(
    `SELECT ${epochMs('result.slot')} AS "slotMs", lag_ms AS "lagMs", result.region_key AS "regionKey", region.code AS region, result.attempt, verdict,
            total_ms AS "totalMs", dns_ms AS "dnsMs", connect_ms AS "connectMs", tls_ms AS "tlsMs", ttfb_ms AS "ttfbMs", transfer_ms AS "transferMs",
            http_status AS "httpStatus", error_code AS "errorCode", evidence.message, evidence.evidence
     FROM (
       SELECT * FROM check_result
       WHERE monitor_key = $1 AND slot >= $2 AND slot < $3 AND ($4::smallint IS NULL OR verdict = $4)
         AND ($5::timestamptz IS NULL OR (slot, region_key, attempt) < ($5, $6::smallint, $7::int))
       ORDER BY slot DESC, region_key DESC, attempt DESC LIMIT $8
     ) AS result
     JOIN region ON region.key = result.region_key
     LEFT JOIN check_evidence evidence ON evidence.monitor_key = $1 AND evidence.slot >= $2 AND evidence.slot < $3
       AND evidence.slot = result.slot AND evidence.region_key = result.region_key AND evidence.attempt = result.attempt
     ORDER BY result.slot DESC, result.region_key DESC, result.attempt DESC`,
    [
      monitorKey,
      new Date(fromMs),
      new Date(endMs),
      verdict === undefined ? null : VERDICT_CODE[verdict],
      before ? new Date(before.slotMs) : null,
      before?.regionKey ?? null,
      before?.attempt ?? null,
      limit + 1, // one more tells whether there is a next page
    ],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? formatResultCursor(last) : null }
}

function present(row: Row): Result {
  const { slotMs, lagMs, region, attempt, verdict, totalMs, httpStatus, errorCode, message, evidence } = row
  const { dnsMs, connectMs, tlsMs, ttfbMs, transferMs } = row
  return {
    slot: new Date(slotMs).toISOString(),
    checkedAt: new Date(slotMs + lagMs).toISOString(),
    region,
    attempt,
    verdict: verdictOf(verdict),
    totalMs,
    phases: { dnsMs, connectMs, tlsMs, ttfbMs, transferMs },
    httpStatus,
    errorCode,
    message,
    evidence,
  }
}
