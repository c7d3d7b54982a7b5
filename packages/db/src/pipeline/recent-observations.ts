import { VERDICTS, type Verdict } from '@mointering/monitoring-core/verdict'
import { epochMs, type Queryable, timestampOf } from '../queryable.js'

/** One stored result, as far as the verdict of its slot depends on it. */
export type StoredObservation = {
  monitorKey: number
  slotMs: number
  region: string
  attempt: number
  verdict: Verdict
  message: string | null
}

/**
 * The newest results of monitors, each from its own instant on, at most `limit` of a monitor; ascending by monitor and slot. For whoever takes a partition
 * over and must know what was seen before.
 */
export async function readRecentObservations(
  client: Queryable,
  { since, limit }: { since: readonly { monitorKey: number; fromMs: number }[]; limit: number },
): Promise<StoredObservation[]> {
  if (since.length === 0) return []
  const { rows } = await client.query<Omit<StoredObservation, 'verdict'> & { verdict: number }>(
    `SELECT result.monitor_key AS "monitorKey", ${epochMs('result.slot')} AS "slotMs", region.code AS region, result.attempt, result.verdict,
            coalesce(evidence.message, result.error_code) AS message
     FROM unnest($1::int[], $2::float8[]) AS wanted (monitor_key, from_ms)
     CROSS JOIN LATERAL (
       SELECT * FROM check_result
       WHERE check_result.monitor_key = wanted.monitor_key AND slot >= ${timestampOf('wanted.from_ms')} AND slot >= ${timestampOf('$3::float8')}
       ORDER BY slot DESC LIMIT $4
     ) result
     JOIN region ON region.key = result.region_key
     LEFT JOIN check_evidence evidence ON evidence.slot >= ${timestampOf('$3::float8')} AND evidence.monitor_key = result.monitor_key
       AND evidence.slot = result.slot AND evidence.region_key = result.region_key AND evidence.attempt = result.attempt
     ORDER BY result.monitor_key, result.slot`,
    [
      since.map(({ monitorKey }) => monitorKey),
      since.map(({ fromMs }) => fromMs),
      Math.min(...since.map(({ fromMs }) => fromMs)),
      limit,
    ],
  )
  return rows.flatMap(({ verdict: code, ...row }) => {
    const verdict = VERDICTS[code]
    return verdict === undefined ? [] : [{ ...row, verdict }]
  })
}
