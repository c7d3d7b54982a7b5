import type pg from 'pg'
import { inTransactionOn } from '../transaction.js'
import { type AccountSecretKind, lockRowsNotSealedWith, type SealedRow, writeSealedText } from './account-secrets.js'
import { lockMonitorsNotSealedWith, type StoredSettings, writeSealedSettings } from './monitor-secrets.js'

/** How many monitors, or rows, were sealed anew, and the ids of those that could not be opened. */
export type SealedAnew = { done: number; unopened: string[] }

/** Rows in one transaction: short, so that nobody waits long for a row. */
const BATCH = 100
const FIRST_UUID = '00000000-0000-0000-0000-000000000000'

/**
 * Stores what `change` makes of the settings of each monitor with a secret that does not begin with `prefix`; null leaves them and counts as not
 * opened. In batches, each in its own transaction: what was done stays done when it breaks off, and what is done is not found again.
 */
export function sealMonitorsAnew(
  client: pg.PoolClient,
  prefix: string,
  change: (monitor: StoredSettings) => unknown,
): Promise<SealedAnew> {
  return inBatches<StoredSettings>(
    client,
    (last) => lockMonitorsNotSealedWith(client, { prefix, afterKey: last?.key ?? 0, limit: BATCH }),
    async (monitor) => {
      const changed = change(monitor)
      if (changed !== null) await writeSealedSettings(client, monitor.key, changed)
      return changed !== null
    },
  )
}

/** The same for one kind of secrets of accounts. */
export function sealRowsAnew(
  client: pg.PoolClient,
  kind: AccountSecretKind,
  prefix: string,
  change: (row: SealedRow) => string | null,
): Promise<SealedAnew> {
  return inBatches<SealedRow>(
    client,
    (last) => lockRowsNotSealedWith(client, kind, { prefix, afterId: last?.id ?? FIRST_UUID, limit: BATCH }),
    async (row) => {
      const text = change(row)
      if (text !== null) await writeSealedText(client, kind, { id: row.id, text })
      return text !== null
    },
  )
}

async function inBatches<Row extends { id: string }>(
  client: pg.PoolClient,
  lock: (last: Row | null) => Promise<Row[]>,
  seal: (row: Row) => Promise<boolean>,
): Promise<SealedAnew> {
  const result: SealedAnew = { done: 0, unopened: [] }
  for (let last: Row | null = null; ; ) {
    const after: Row | null = last
    const rows: Row[] = await inTransactionOn(client, async () => {
      const batch = await lock(after)
      for (const row of batch) {
        if (await seal(row)) result.done++
        else result.unopened.push(row.id)
      }
      return batch
    })
    last = rows.at(-1) ?? null
    if (last === null) return result
  }
}
