import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import pg from 'pg'
import { databaseUrl, withClient } from './database-client.js'

const DB_PACKAGE = fileURLToPath(new URL('../../../db/', import.meta.url))
const LOCK = 'mointering_template'

type Migrate = (pool: pg.Pool) => Promise<unknown>

/**
 * The name of a database on that server that has run the migrations of packages/db, to clone from. Made once for every state of the
 * migrations, also when several workers ask at once.
 */
export async function ensureTemplate(serverUrl: string): Promise<string> {
  const name = `mointering_template_${await hashOfMigrations()}`
  return withClient(serverUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [LOCK])
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await build(client, serverUrl, name)
    return name
  })
}

/** Under another name until it is complete: a template that exists is always whole. */
async function build(client: pg.Client, serverUrl: string, name: string): Promise<void> {
  const draft = `${name}_draft`
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [draft])
  if (rowCount === 1) await client.query(`ALTER DATABASE ${draft} WITH IS_TEMPLATE false`)
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${draft} TEMPLATE template0`)
  const pool = new pg.Pool({ connectionString: databaseUrl(serverUrl, draft), max: 2 })
  try {
    const migrate = await loadMigrate()
    await migrate(pool)
  } finally {
    await pool.end()
  }
  // Background workers of extensions connect to every database they may, and a template must have no connections.
  await client.query(`ALTER DATABASE ${draft} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`)
  await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [draft])
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`)
}

/** From its source, at run time: packages/db depends on this package for its own tests, so this one cannot depend on it. */
async function loadMigrate(): Promise<Migrate> {
  const source = pathToFileURL(join(DB_PACKAGE, 'src/migrate.ts')).href
  const loaded: { migrate: Migrate } = await import(/* @vite-ignore */ source)
  return loaded.migrate
}

async function hashOfMigrations(): Promise<string> {
  const folder = join(DB_PACKAGE, 'prisma/migrations')
  const hash = createHash('sha256')
  for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => a.name.localeCompare(b.name))) {
    if (entry.isDirectory()) hash.update(entry.name).update(await readFile(join(folder, entry.name, 'migration.sql')))
  }
  return hash.digest('hex').slice(0, 12)
}
