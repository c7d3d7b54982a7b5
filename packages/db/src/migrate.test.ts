import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { expect, test } from 'vitest'
import { createDatabase } from './database.js'
import { MigrationEditedError, migrate, SchemaTooNewError } from './migrate.js'

const shipped = fileURLToPath(new URL('../prisma/migrations', import.meta.url))

async function emptyDatabase() {
  const server = await createTestDatabase({ migrated: false })
  const database = createDatabase({ url: server.url, applicationName: 'db-test' })
  const folder = await mkdtemp(path.join(tmpdir(), 'migrations-'))
  await cp(shipped, folder, { recursive: true })
  return {
    pool: database.pool,
    folder,
    async add(name: string, sql: string) {
      await mkdir(path.join(folder, name), { recursive: true })
      await writeFile(path.join(folder, name, 'migration.sql'), sql)
    },
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

test('several processes that start at once apply each migration once', async () => {
  await using db = await emptyDatabase()
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(db.pool)))
  const applied = runs.flatMap((run) => run.applied)
  expect(applied).toHaveLength(new Set(applied).size)
  expect(applied.length).toBeGreaterThan(0)
  const { rows } = await db.pool.query<{ checksum: string; steps: number }>(
    'SELECT checksum, applied_steps_count AS steps FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  )
  expect(rows).toHaveLength(applied.length)
  expect(rows.every(({ checksum, steps }) => /^[0-9a-f]{64}$/.test(checksum) && steps === 1)).toBe(true)
})

test('a schema from a newer release stops the older one with a sentence', async () => {
  await using db = await emptyDatabase()
  await db.add('29990101000000_future', 'CREATE TABLE future ()')
  await migrate(db.pool, { folder: db.folder })
  await expect(migrate(db.pool)).rejects.toThrow(SchemaTooNewError)
  await expect(migrate(db.pool)).rejects.toThrow('"29990101000000_future", which this release does not know')
})

test('a migration that was edited after it ran is refused', async () => {
  await using db = await emptyDatabase()
  await db.add('29990101000000_edited', 'CREATE TABLE edited ()')
  await migrate(db.pool, { folder: db.folder })
  await db.add('29990101000000_edited', 'CREATE TABLE edited (id int)')
  await expect(migrate(db.pool, { folder: db.folder })).rejects.toThrow(MigrationEditedError)
})

test('a failing migration leaves nothing of itself, and those before it stay', async () => {
  await using db = await emptyDatabase()
  await db.add('29990101000000_good', 'CREATE TABLE good ()')
  await db.add('29990102000000_bad', 'CREATE TABLE half (); SELECT 1 / 0')
  await expect(migrate(db.pool, { folder: db.folder })).rejects.toThrow(
    '"29990102000000_bad" failed and was rolled back',
  )
  const { rows } = await db.pool.query(`SELECT to_regclass('good') AS good, to_regclass('half') AS half`)
  expect(rows).toEqual([{ good: 'good', half: null }])
  await db.add('29990102000000_bad', 'CREATE TABLE half ()')
  expect(await migrate(db.pool, { folder: db.folder })).toEqual({ applied: ['29990102000000_bad'] })
})
