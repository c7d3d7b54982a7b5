import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { testServices } from '@mointering/test-kit/services/test-services'
import { describe, expect, test } from 'vitest'
import { openTestStore } from '../../test/fixtures.js'
import { createDatabase } from '../database.js'
import { prepareDatabase } from '../prepare-database.js'
import { openStorage } from './storage-backend.js'

const { timescaleUrl } = testServices()

test('an installation on TimescaleDB says what is missing on a server without it, and touches nothing', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  await pool.query(
    `UPDATE installation SET value = 'timescale' WHERE name = 'storage_backend'; GRANT SELECT ON installation TO pg_monitor`,
  )
  // Where the server has the extension, a role that may not create it stands for one that has not.
  const url = new URL(store.url)
  url.searchParams.set('options', '-c role=pg_monitor')
  await using restricted = createDatabase({ url: url.href, applicationName: 'db-test' })
  await expect(openStorage(restricted.pool)).rejects.toThrow(
    /^This installation stores its results with TimescaleDB 2\.18 or newer under timescaledb\.license = 'timescale', but on this server .+ Start it on a server that has it\.$/,
  )
})

describe.skipIf(timescaleUrl === null)('TimescaleDB', () => {
  test('is chosen at first install where the server offers it', async () => {
    await using server = await createTestDatabase({ serverUrl: timescaleUrl ?? '' })
    await using database = createDatabase({ url: server.url, applicationName: 'db-test' })
    expect((await prepareDatabase(database.pool)).name).toBe('timescale')
  })
})
