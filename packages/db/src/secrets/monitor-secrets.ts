import { PLAIN_HEADERS } from '@mointering/api-contract/monitors/secret-mask'
import type pg from 'pg'
import type { Queryable } from '../queryable.js'

/** Every secret of a monitor, one a row; the same ones as api-contract's mapSecrets finds (a test compares them). `plain`: names of headers that are none. */
const secretsOf = (plain: string) => `(
  SELECT text FROM (VALUES
    (settings->>'body'), (settings->>'send'), (settings#>>'{authentication,password}'),
    (settings#>>'{authentication,token}'), (settings#>>'{clientCertificate,key}')
  ) AS single (text) WHERE text IS NOT NULL
  UNION ALL
  SELECT header->>'value' FROM jsonb_array_elements(coalesce(settings->'headers', '[]')) AS header
  WHERE coalesce((header->>'secret')::boolean, lower(header->>'name') <> ALL(${plain}))
)`
const MAY_HOLD_SECRETS = `kind IN ('http', 'tcp')`

export type StoredSettings = { key: number; id: string; settings: unknown }

/** Monitors above `afterKey`, by key, of which a secret does not begin with `prefix`; deleted ones as well. Locks them until the transaction ends. */
export async function lockMonitorsNotSealedWith(
  client: pg.PoolClient,
  { prefix, afterKey, limit }: { prefix: string; afterKey: number; limit: number },
): Promise<StoredSettings[]> {
  const { rows } = await client.query<StoredSettings>(
    `SELECT key, id, settings FROM monitor
     WHERE ${MAY_HOLD_SECRETS} AND key > $1
       AND EXISTS (SELECT FROM ${secretsOf('$2::text[]')} AS secret WHERE NOT starts_with(secret.text, $3))
     ORDER BY key LIMIT $4 FOR UPDATE`,
    [afterKey, PLAIN_HEADERS, prefix, limit],
  )
  return rows
}

/** Stores the same settings, sealed anew. No new version: nothing changed for people. The schedulers see it by its time. */
export async function writeSealedSettings(client: pg.PoolClient, key: number, settings: unknown): Promise<void> {
  await client.query(`UPDATE monitor SET settings = $2, updated_at = greatest(updated_at, now()) WHERE key = $1`, [
    key,
    JSON.stringify(settings),
  ])
}

export type SecretCount = { keyId: string | null; count: number }

/** How many secrets of monitors are sealed with which key; null for those that are not sealed. */
export async function countMonitorSecrets(client: Queryable): Promise<SecretCount[]> {
  const { rows } = await client.query<SecretCount>(
    `SELECT substring(secret.text FROM '^sealed:v1:([0-9a-f]{8}):') AS "keyId", count(*)::int AS count
     FROM monitor, LATERAL ${secretsOf('$1::text[]')} AS secret
     WHERE ${MAY_HOLD_SECRETS} GROUP BY 1 ORDER BY 1`,
    [PLAIN_HEADERS],
  )
  return rows
}
