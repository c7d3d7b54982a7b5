import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { createDatabase, type Database } from '../src/database.js'
import { readRevisions, reviseSchedule } from '../src/monitors/schedule-revisions.js'
import { prepareDatabase } from '../src/prepare-database.js'
import type { StorageBackend, StorageBackendName } from '../src/storage/storage-backend.js'
import type { MonitorSchedule } from '../src/timeseries/expectation.js'
import type { ResultRow } from '../src/timeseries/result-row.js'
import { writeResults } from '../src/timeseries/write-results.js'
import { inTransaction } from '../src/transaction.js'

export type TestStore = AsyncDisposable & { database: Database; storage: StorageBackend; url: string }

/** A database of the test's own, ready for results. */
export async function openTestStore(
  options: { storage?: StorageBackendName; serverUrl?: string } = {},
): Promise<TestStore> {
  const { storage = 'plain', serverUrl } = options
  const server = await createTestDatabase(serverUrl === undefined ? {} : { serverUrl })
  const database = createDatabase({ url: server.url, applicationName: 'db-test' })
  return {
    url: server.url,
    database,
    storage: await prepareDatabase(database.pool, { storage }),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

/** A monitor in a workspace of its own, whose schedule begins at the slot in progress at `nowMs`. */
export async function addMonitor(
  { prisma }: Database,
  { intervalSeconds = 60, nowMs = Date.now() }: { intervalSeconds?: number; nowMs?: number } = {},
): Promise<MonitorSchedule> {
  const id = randomUUID()
  return prisma.$transaction(async (tx) => {
    const workspace = await tx.workspace.create({ data: { slug: id, name: 'Test' } })
    const { key } = await tx.monitor.create({
      data: {
        id,
        workspaceId: workspace.id,
        kind: 'tcp',
        name: 'Test',
        settings: { kind: 'tcp', host: 'example.org', port: 443 },
        intervalSeconds,
        timeoutMs: 1000,
        confirmations: 2,
        recoveries: 1,
      },
    })
    await reviseSchedule(tx, { monitorKey: key, monitorId: id, intervalSeconds, enabled: true, nowMs })
    return { id, key, revisions: await revisionsOf(tx, key) }
  })
}

export const revisionsOf = async (
  prisma: Parameters<typeof readRevisions>[0],
  monitorKey: number,
): Promise<MonitorSchedule['revisions']> => (await readRevisions(prisma, [monitorKey])).get(monitorKey) ?? []

export const resultRow = (row: Pick<ResultRow, 'monitorKey' | 'slotMs'> & Partial<ResultRow>): ResultRow => ({
  region: 'home',
  attempt: 0,
  verdict: 'up',
  lagMs: 3,
  totalMs: 20,
  dnsMs: 1,
  connectMs: 2,
  tlsMs: null,
  ttfbMs: 15,
  transferMs: 2,
  httpStatus: 200,
  errorCode: null,
  message: null,
  evidence: null,
  ...row,
})

/** Writes in a transaction of its own, as the ingester does. */
export const write = ({ pool }: Database, rows: readonly ResultRow[]): Promise<ResultRow[]> =>
  inTransaction(pool, (client) => writeResults(client, rows))
