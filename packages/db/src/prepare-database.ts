import type pg from 'pg'
import type { DatabaseLog } from './database.js'
import { migrate } from './migrate.js'
import { openStorage, type StorageBackend, type StorageBackendName } from './storage/storage-backend.js'

/**
 * Makes a database ready for this release: migrations, layout of the result tables, partitions for the coming days. Every process calls it
 * when it starts; where there is nothing to do it takes a few milliseconds. Returns the storage backend in use. Throws what `migrate` and
 * `openStorage` throw, each with a sentence for the operator. `storage` forces the choice of the first install.
 */
export async function prepareDatabase(
  pool: pg.Pool,
  { log, storage }: { log?: DatabaseLog | undefined; storage?: StorageBackendName | undefined } = {},
): Promise<StorageBackend> {
  await migrate(pool, { log })
  const backend = await openStorage(pool, { log, storage })
  await backend.ensureLayout()
  await backend.ensureAhead(new Date())
  return backend
}
