import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { withAdvisoryLock } from './advisory-lock.js'
import type { DatabaseLog } from './database.js'

/** The database was migrated by a newer release. Running this one on it could write what the newer one does not understand. */
export class SchemaTooNewError extends Error {
  override name = 'SchemaTooNewError'
}
/** A migration that this database has already run reads differently now. */
export class MigrationEditedError extends Error {
  override name = 'MigrationEditedError'
}
export class UnsupportedServerError extends Error {
  override name = 'UnsupportedServerError'
}

type Migration = { name: string; sql: string; checksum: string }
type AppliedMigration = { migration_name: string; checksum: string }

// One level up from both src and dist.
const shippedMigrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url))

// As Prisma makes it, so that its own tools agree with what they find.
const CREATE_RECORDS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`

/**
 * Brings the database to this release's schema and returns the names of the migrations that it applied, in order. Each runs in a transaction
 * of its own together with its record. Several processes may call it at once: one works, the others wait and find nothing left to do.
 * Throws SchemaTooNewError, MigrationEditedError or UnsupportedServerError before anything is changed.
 */
export async function migrate(
  pool: pg.Pool,
  { log, folder = shippedMigrations }: { log?: DatabaseLog | undefined; folder?: string } = {},
): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(folder)
  return withAdvisoryLock(pool, 'migrate', async (client) => {
    await requireServer(client)
    await client.query(CREATE_RECORDS)
    const { rows } = await client.query<AppliedMigration>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    const pending = compare(migrations, rows)
    for (const migration of pending) {
      await apply(client, migration)
      log?.info({ migration: migration.name }, 'Applied a database migration')
    }
    return { applied: pending.map(({ name }) => name) }
  })
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** The migrations that are still to be run. */
function compare(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const record of applied) {
    const migration = known.get(record.migration_name)
    if (!migration) {
      throw new SchemaTooNewError(
        `The database holds the migration "${record.migration_name}", which this release does not know: it was used by a newer release. Start that release, or one that is newer still.`,
      )
    }
    if (migration.checksum !== record.checksum) {
      throw new MigrationEditedError(
        `The migration "${migration.name}" was changed after this database had run it. Restore the file and put the change into a new migration.`,
      )
    }
  }
  const done = new Set(applied.map((record) => record.migration_name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function requireServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  )
  if (rows[0] && rows[0].number < 140_000) {
    throw new UnsupportedServerError(`PostgreSQL 14 or newer is needed; this server is ${rows[0].version}.`)
  }
}

async function apply(client: pg.PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`The database migration "${name}" failed and was rolled back`, { cause: error })
  }
}
