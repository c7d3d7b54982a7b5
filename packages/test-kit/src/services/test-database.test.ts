import { expect, test } from 'vitest'
import { withClient } from './database-client.js'
import { createTestDatabase } from './test-database.js'

const tables = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    return rows.map(({ name }) => name)
  })

test('a test database is migrated, and each is its own', async () => {
  await using first = await createTestDatabase()
  await using second = await createTestDatabase()
  await withClient(first.url, (client) => client.query('CREATE TABLE only_here ()'))

  expect(await tables(first.url)).toContain('only_here')
  const others = await tables(second.url)
  expect(others).toContain('_prisma_migrations')
  expect(others).not.toContain('only_here')
})

test('it can be asked for empty', async () => {
  await using database = await createTestDatabase({ migrated: false })
  expect(await tables(database.url)).toEqual([])
})

test('disposing drops it, also under an open connection', async () => {
  const database = await createTestDatabase({ migrated: false })
  await withClient(database.url, async (client) => {
    client.on('error', () => undefined) // the server ends this connection
    await database[Symbol.asyncDispose]()
  })
  await expect(tables(database.url)).rejects.toThrow(/does not exist/)
})
