import { VERDICT_CODE } from '@mointering/monitoring-core/verdict'
import type pg from 'pg'
import { regionKeys } from '../pipeline/regions.js'
import { timestampOf } from '../queryable.js'
import { markDirtyHours } from './dirty-hours.js'
import type { ResultRow } from './result-row.js'
import { writeEvidence } from './write-evidence.js'

// Sorted, so that two writers of the same rows wait for each other instead of deadlocking. The keys travel back only when some
// rows were there already, which is rare.
const INSERT = `WITH inserted AS (
  INSERT INTO check_result (monitor_key, slot, region_key, attempt, verdict, lag_ms, total_ms, dns_ms, connect_ms, tls_ms, ttfb_ms, transfer_ms, http_status, error_code)
  SELECT monitor_key, ${timestampOf('slot_ms')}, region_key, attempt, verdict, lag_ms, total_ms, dns_ms, connect_ms, tls_ms, ttfb_ms, transfer_ms, http_status, error_code
  FROM unnest($1::int[], $2::float8[], $3::smallint[], $4::int[], $5::smallint[], $6::int[], $7::real[], $8::real[], $9::real[], $10::real[], $11::real[], $12::real[], $13::smallint[], $14::text[])
    AS given (monitor_key, slot_ms, region_key, attempt, verdict, lag_ms, total_ms, dns_ms, connect_ms, tls_ms, ttfb_ms, transfer_ms, http_status, error_code)
  ORDER BY monitor_key, slot_ms, region_key, attempt
  ON CONFLICT DO NOTHING
  RETURNING monitor_key, slot, region_key, attempt
)
SELECT CASE WHEN count(*) < $15 THEN
  array_agg(concat_ws('/', monitor_key, round(date_part('epoch', slot) * 1000)::bigint, region_key, attempt))
END AS keys, count(*)::int AS inserted FROM inserted`

/**
 * Writes results, and the message and evidence of those that are not up, and returns the rows that were new, in the order given. A row whose key (monitor, slot, region,
 * attempt) is stored already, or came earlier in the same call, changes nothing. Call it inside a transaction: it takes up to three statements.
 */
export async function writeResults(client: pg.PoolClient, rows: readonly ResultRow[]): Promise<ResultRow[]> {
  if (rows.length === 0) return []
  const regions = await regionKeys(
    client,
    rows.map(({ region }) => region),
  )
  const keyOfRegion = ({ region }: ResultRow) => {
    const key = regions.get(region)
    if (key === undefined) throw new Error(`The region ${region} got no key`)
    return key
  }
  const result = await client.query<{ keys: string[] | null; inserted: number }>(INSERT, [
    numbers(rows, (row) => row.monitorKey),
    numbers(rows, (row) => row.slotMs),
    numbers(rows, keyOfRegion),
    numbers(rows, (row) => row.attempt),
    numbers(rows, (row) => VERDICT_CODE[row.verdict]),
    numbers(rows, (row) => row.lagMs),
    numbers(rows, (row) => row.totalMs),
    numbers(rows, (row) => row.dnsMs),
    numbers(rows, (row) => row.connectMs),
    numbers(rows, (row) => row.tlsMs),
    numbers(rows, (row) => row.ttfbMs),
    numbers(rows, (row) => row.transferMs),
    numbers(rows, (row) => row.httpStatus),
    rows.map((row) => row.errorCode),
    rows.length,
  ])
  const outcome = result.rows[0]
  if (!outcome || outcome.inserted === 0) return []
  const fresh = outcome.keys === null ? [...rows] : pick(rows, outcome.keys, keyOfRegion)
  await writeEvidence(client, fresh, keyOfRegion)
  await markDirtyHours(client, fresh, Date.now())
  return fresh
}

function pick(
  rows: readonly ResultRow[],
  keys: readonly string[],
  keyOfRegion: (row: ResultRow) => number,
): ResultRow[] {
  const wanted = new Set(keys)
  return rows.filter((row) => wanted.delete(`${row.monitorKey}/${row.slotMs}/${keyOfRegion(row)}/${row.attempt}`))
}

/** An array literal of PostgreSQL. The driver's own quotes and escapes every element, which costs more than all the rest of a row. */
function numbers(rows: readonly ResultRow[], of: (row: ResultRow) => number | null): string {
  let list = ''
  for (const row of rows) {
    const value = of(row)
    list += list === '' ? (value ?? 'NULL') : `,${value ?? 'NULL'}`
  }
  return `{${list}}`
}
