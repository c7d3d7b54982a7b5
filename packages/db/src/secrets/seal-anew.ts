import type pg from 'pg'
import { inTransactionOn } from '../transaction.js'
import { type AccountSecretKind, lockRowsNotSealedWith, type SealedRow, writeSealedText } from './account-secrets.js'
import { isSealedWith, lockChannels, type StoredChannel, writeSealedChannel } from './channel-secrets.js'
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

/** The same for channels. */
export function sealChannelsAnew(
  client: pg.PoolClient,
  prefix: string,
  change: (channel: StoredChannel) => unknown,
): Promise<SealedAnew> {
  return inBatches<StoredChannel>(
    client,
    (last) => lockChannels(client, { afterId: last?.id ?? FIRST_UUID, limit: BATCH }),
    async (channel) => {
      if (isSealedWith(channel.settings, prefix)) return null
      const settings = change(channel)
      if (settings !== null) await writeSealedChannel(client, { id: channel.id, settings })
      return settings !== null
    },
  )
}

/** `seal` says whether it was sealed; null when there was nothing to do. */
async function inBatches<Row extends { id: string }>(
  client: pg.PoolClient,
  lock: (last: Row | null) => Promise<Row[]>,
  seal: (row: Row) => Promise<boolean | null>,
): Promise<SealedAnew> {
  const result: SealedAnew = { done: 0, unopened: [] }
  for (let last: Row | null = null; ; ) {
    const after: Row | null = last
    const rows: Row[] = await inTransactionOn(client, async () => {
      const batch = await lock(after)
      for (const row of batch) {
        const isSealed = await seal(row)
        if (isSealed) result.done++
        else if (isSealed === false) result.unopened.push(row.id)
      }
      return batch
    })
    last = rows.at(-1) ?? null
    if (last === null) return result
  }
}
