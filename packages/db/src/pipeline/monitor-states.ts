import type { CertificateSeen } from '@mointering/api-contract/pipeline/messages'
import type { ConfirmedStatus } from '@mointering/monitoring-core/status-machine'
import type pg from 'pg'
import { epochMs, type Queryable, timestampOf } from '../queryable.js'

/** The confirmed state of a monitor. `version` is the one that was read; 0 when nothing was stored yet. */
export type StoredState = {
  monitorKey: number
  status: ConfirmedStatus
  statusSinceMs: number | null
  statusReason: string | null
  /** Rebuilding starts after this slot. */
  slotMs: number | null
  certificateExpiresAtMs: number | null
  certificate: CertificateSeen | null
  version: number
}

/** Somebody else wrote the state since it was read: this ingester lost its partition and must roll back. */
export class StaleStateError extends Error {
  override name = 'StaleStateError'
  readonly monitorKeys: readonly number[]
  constructor(monitorKeys: readonly number[]) {
    super(`The state of monitor ${monitorKeys.join(', ')} was changed by another process`)
    this.monitorKeys = monitorKeys
  }
}

/** The stored states by monitor key. Monitors without one are missing from the map. */
export async function readStates(client: Queryable, keys: readonly number[]): Promise<Map<number, StoredState>> {
  const { rows } = await client.query<StoredState>(
    `SELECT monitor_key AS "monitorKey", status, ${epochMs('status_since')} AS "statusSinceMs", status_reason AS "statusReason", ${epochMs('slot')} AS "slotMs",
            ${epochMs('certificate_expires_at')} AS "certificateExpiresAtMs", certificate, version
     FROM monitor_state WHERE monitor_key = ANY($1::int[])`,
    [keys],
  )
  return new Map(rows.map((row) => [row.monitorKey, row]))
}

/**
 * Writes changed states, each given with the version that it was read with; what is stored then has the version after it. One change for a monitor at most.
 * Throws StaleStateError, for the caller to roll back, when a version is not the stored one. Monitors removed in the meantime are passed over.
 */
export async function saveStates(client: pg.PoolClient, changes: readonly StoredState[]): Promise<void> {
  if (changes.length === 0) return
  const { rows } = await client.query<{ stale: number }>(
    `WITH change AS (
       SELECT monitor_key, status, ${timestampOf('since_ms')} AS status_since, status_reason, ${timestampOf('slot_ms')} AS slot,
              ${timestampOf('expires_ms')} AS certificate_expires_at, certificate, version
       FROM unnest($1::int[], $2::text[], $3::float8[], $4::text[], $5::float8[], $6::float8[], $7::jsonb[], $8::int[])
         AS change (monitor_key, status, since_ms, status_reason, slot_ms, expires_ms, certificate, version)
     ),
     updated AS (
       UPDATE monitor_state stored
       SET status = change.status, status_since = change.status_since, status_reason = change.status_reason, slot = change.slot,
           certificate_expires_at = change.certificate_expires_at, certificate = change.certificate, version = stored.version + 1
       FROM change WHERE stored.monitor_key = change.monitor_key AND stored.version = change.version
       RETURNING stored.monitor_key
     ),
     inserted AS (
       INSERT INTO monitor_state (monitor_key, status, status_since, status_reason, slot, certificate_expires_at, certificate, version)
       SELECT monitor_key, status, status_since, status_reason, slot, certificate_expires_at, certificate, 1
       FROM change
       WHERE version = 0 AND NOT EXISTS (SELECT FROM monitor_state stored WHERE stored.monitor_key = change.monitor_key)
         AND EXISTS (SELECT FROM monitor WHERE monitor.key = change.monitor_key)
       ON CONFLICT (monitor_key) DO NOTHING
       RETURNING monitor_key
     )
     SELECT monitor_key AS stale FROM change
     WHERE EXISTS (SELECT FROM monitor WHERE monitor.key = change.monitor_key)
       AND monitor_key NOT IN (SELECT monitor_key FROM updated UNION ALL SELECT monitor_key FROM inserted)`,
    [
      changes.map(({ monitorKey }) => monitorKey),
      changes.map(({ status }) => status),
      changes.map(({ statusSinceMs }) => statusSinceMs),
      changes.map(({ statusReason }) => statusReason),
      changes.map(({ slotMs }) => slotMs),
      changes.map(({ certificateExpiresAtMs }) => certificateExpiresAtMs),
      changes.map(({ certificate }) => (certificate ? JSON.stringify(certificate) : null)),
      changes.map(({ version }) => version),
    ],
  )
  if (rows.length > 0) throw new StaleStateError(rows.map(({ stale }) => stale))
}
