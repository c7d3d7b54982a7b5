import type { Evidence } from '@mointering/api-contract/pipeline/messages'
import type pg from 'pg'
import { timestampOf } from '../queryable.js'
import type { ResultRow } from './result-row.js'

/** Stores the message and evidence of the rows that are not up and have any. Idempotent. */
export async function writeEvidence(
  client: pg.PoolClient,
  rows: readonly ResultRow[],
  keyOfRegion: (row: ResultRow) => number,
): Promise<void> {
  const telling = rows.filter(
    ({ verdict, message, evidence }) => verdict !== 'up' && (message !== null || evidence !== null),
  )
  if (telling.length === 0) return
  await client.query(
    `INSERT INTO check_evidence (monitor_key, slot, region_key, attempt, message, evidence)
     SELECT monitor_key, ${timestampOf('slot_ms')}, region_key, attempt, message, evidence
     FROM unnest($1::int[], $2::float8[], $3::smallint[], $4::int[], $5::text[], $6::jsonb[])
       AS given (monitor_key, slot_ms, region_key, attempt, message, evidence)
     ORDER BY monitor_key, slot_ms, region_key, attempt
     ON CONFLICT DO NOTHING`,
    [
      telling.map(({ monitorKey }) => monitorKey),
      telling.map(({ slotMs }) => slotMs),
      telling.map(keyOfRegion),
      telling.map(({ attempt }) => attempt),
      telling.map(({ message }) => (message === null ? null : storable(message))),
      telling.map(({ evidence }) => (evidence === null ? null : storableJson(evidence))),
    ],
  )
}

// What a target sends may hold what PostgreSQL refuses in text and jsonb: NUL and halves of surrogate pairs. One such answer must not block its batch.
const storable = (text: string): string => text.replaceAll('\0', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd')

const storableJson = (evidence: Evidence): string =>
  JSON.stringify(evidence, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value))
