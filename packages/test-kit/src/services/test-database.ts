import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { databaseUrl, withClient } from './database-client.js'
import { ensureTemplate } from './template-database.js'
import { testServices } from './test-services.js'

export { withClient } from './database-client.js'

export type TestDatabase = AsyncDisposable & { url: string; name: string }

export type TestDatabaseOptions = {
  /** False gives an empty database; true, as when absent, one that `migrate` of packages/db has run on. */
  migrated?: boolean
  /** Another server than the one of this run, `testServices().timescaleUrl` for example. */
  serverUrl?: string
}

/** A fresh database of the test's own. Disposing drops it, also under open connections; what a failed test leaves goes at the end of the run. */
export async function createTestDatabase({
  migrated = true,
  serverUrl,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = serverUrl ?? testServices().databaseUrl
  const name = `mointering_test_${inject('testRun')}_${randomBytes(6).toString('hex')}`
  const template = migrated ? await ensureTemplate(server) : 'template0'
  await runOnServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    name,
    url: databaseUrl(server, name),
    [Symbol.asyncDispose]: () => runOnServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function runOnServer(url: string, sql: string): Promise<void> {
  await withClient(url, (client) => client.query(sql))
}
