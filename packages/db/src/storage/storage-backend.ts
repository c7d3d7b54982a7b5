import type pg from 'pg'
import { withAdvisoryLock } from '../advisory-lock.js'
import type { DatabaseLog } from '../database.js'
import { createPlainStorage } from './plain-storage.js'
import { requireTimescale, tryTimescale } from './timescale-extension.js'
import { createTimescaleStorage } from './timescale-storage.js'

export const STORAGE_BACKENDS = ['plain', 'timescale'] as const
export type StorageBackendName = (typeof STORAGE_BACKENDS)[number]

export type StorageStats = {
  backend: StorageBackendName
  /** Stretches of one day, over both tables. */
  parts: number
  compressedParts: number
  totalBytes: number
  /** Start of the oldest stretch, null without any. */
  oldest: Date | null
}

/**
 * How results lie on disk. Each step may be called at any time, by several processes at once (they take turns), and again after a failure.
 * "Days" are UTC days.
 */
export interface StorageBackend {
  readonly name: StorageBackendName
  /** Gives the result tables their physical form. Called at each start. */
  ensureLayout(): Promise<void>
  /** Makes room for results of the coming days, so that no insert has to. */
  ensureAhead(now: Date): Promise<void>
  /** Compresses days that ended before `date`; returns how many were compressed. Plain storage cannot, and returns 0. */
  compressOlderThan(date: Date): Promise<number>
  /** Removes days that ended at or before `date`, for good; returns how many. */
  dropOlderThan(date: Date): Promise<number>
  stats(): Promise<StorageStats>
}

/**
 * The storage backend of this installation. The first call on a migrated database chooses: `storage` when given, else timescale where the
 * server offers it (2.18 or newer, licence `timescale`, and we may create it), else plain. The choice is remembered in the database. Throws StorageUnavailableError
 * when the remembered backend does not work on this server.
 */
export async function openStorage(
  pool: pg.Pool,
  { log, storage }: { log?: DatabaseLog | undefined; storage?: StorageBackendName | undefined } = {},
): Promise<StorageBackend> {
  const name = await withAdvisoryLock(pool, 'storage', async (client) => {
    const remembered = await readChoice(client)
    if (remembered === 'timescale') await requireTimescale(pool.options)
    if (remembered) return remembered
    const chosen = storage ?? ((await tryTimescale(pool.options, log)) ? 'timescale' : 'plain')
    if (storage === 'timescale') await requireTimescale(pool.options)
    await client.query(`INSERT INTO installation (name, value) VALUES ('storage_backend', $1)`, [chosen])
    log?.info({ storage: chosen }, 'Chose the storage backend of this installation')
    return chosen
  })
  return name === 'timescale' ? createTimescaleStorage(pool) : createPlainStorage(pool)
}

async function readChoice(client: pg.PoolClient): Promise<StorageBackendName | undefined> {
  const { rows } = await client.query<{ value: string }>(
    `SELECT value FROM installation WHERE name = 'storage_backend'`,
  )
  return STORAGE_BACKENDS.find((name) => name === rows[0]?.value)
}
