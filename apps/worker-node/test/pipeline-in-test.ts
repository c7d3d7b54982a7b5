import { randomUUID } from 'node:crypto'
import { heartbeatSettings, httpSettings, type MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { type LiveEvent, liveEvent } from '@mointering/api-contract/pipeline/live-events'
import { liveChannel, MONITORS_CHANGED_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import { createLogger, type Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { createDatabase, type Database } from '@mointering/db/database'
import { readRevisions, reviseSchedule } from '@mointering/db/monitors/schedule-revisions'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { heartbeatPace } from '@mointering/monitoring-core/heartbeat-verdict'
import { slotsIn } from '@mointering/monitoring-core/schedule'
import { createTestDatabase } from '@mointering/test-kit/services/test-database'
import { Registry } from 'prom-client'
import { startWorker, type Worker, type WorkerOptions } from '../src/start-worker.js'
import { workerConfig } from '../src/worker-config.js'

export const log: Logger = createLogger({
  name: 'test',
  level: process.env.TEST_LOG === undefined ? 'silent' : 'debug',
})

export type PreparedDatabase = AsyncDisposable & { database: Database; url: string; workspaceId: string }

/** A database of the test's own, ready for results, with one workspace. */
export async function prepareTestDatabase(): Promise<PreparedDatabase> {
  const testDatabase = await createTestDatabase()
  const database = createDatabase({ url: testDatabase.url, applicationName: 'worker-test' })
  await prepareDatabase(database.pool)
  const { id: workspaceId } = await database.prisma.workspace.create({ data: { slug: randomUUID(), name: 'Test' } })
  return {
    database,
    url: testDatabase.url,
    workspaceId,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await testDatabase[Symbol.asyncDispose]()
    },
  }
}

export type StoredMonitor = { id: string; key: number }
type NewMonitor = { settings: MonitorSettings; intervalSeconds?: number; confirmations?: number; regions?: string[] }

/** Stores a monitor as the API does: the row, its first revision, its heartbeat token. Checked once a second, down after two. */
export async function addMonitor(
  { database, workspaceId }: PreparedDatabase,
  monitor: NewMonitor,
): Promise<StoredMonitor> {
  const { settings, intervalSeconds = 1, confirmations = 2, regions = [] } = monitor
  const heartbeat = settings.kind === 'heartbeat' ? { heartbeat: { create: { token: randomUUID() } } } : {}
  return database.prisma.$transaction(async (tx) => {
    const { id, key } = await tx.monitor.create({
      data: {
        workspaceId,
        kind: settings.kind,
        name: 'Test',
        settings,
        intervalSeconds,
        timeoutMs: 1000,
        regions,
        confirmations,
        recoveries: 1,
        ...heartbeat,
      },
    })
    const pace = settings.kind === 'heartbeat' ? heartbeatPace(settings.schedule) : intervalSeconds
    await reviseSchedule(tx, {
      monitorKey: key,
      monitorId: id,
      intervalSeconds: pace,
      enabled: true,
      nowMs: Date.now(),
    })
    return { id, key }
  })
}

export const httpTo = (port: number): MonitorSettings =>
  httpSettings.parse({ kind: 'http', url: `http://127.0.0.1:${port}/` })
export const heartbeatEvery = (periodSeconds: number): MonitorSettings =>
  heartbeatSettings.parse({ kind: 'heartbeat', schedule: { type: 'interval', periodSeconds }, graceSeconds: 0 })

/** Stops a monitor's schedule now, as a pause does, and says from when on nothing is expected any more. */
export async function pauseMonitor(
  { database }: PreparedDatabase,
  { id, key }: StoredMonitor,
  cache: Cache,
): Promise<number> {
  const nowMs = Date.now()
  await database.prisma.$transaction(async (tx) => {
    const { intervalSeconds } = await tx.monitor.update({
      where: { key },
      data: { enabled: false, updatedAt: new Date(nowMs) },
    })
    await reviseSchedule(tx, { monitorKey: key, monitorId: id, intervalSeconds, enabled: false, nowMs })
  })
  await cache.publish(MONITORS_CHANGED_CHANNEL, `${key}`)
  return nowMs
}

/** The slots that the monitor's schedule expects in [fromMs, toMs) and that have no result, and the results there are of scheduled checks. */
export async function coverageOf(
  { database }: PreparedDatabase,
  { id, key }: StoredMonitor,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<{ expected: number; missing: number[]; results: number }> {
  const revisions = (await readRevisions(database.prisma, [key])).get(key) ?? []
  const { rows } = await database.pool.query<{ slot: Date }>(
    'SELECT slot FROM check_result WHERE monitor_key = $1 AND slot >= $2 AND slot < $3 AND attempt = 0',
    [key, new Date(fromMs), new Date(toMs)],
  )
  const seen = new Set(rows.map(({ slot }) => slot.getTime()))
  const expected = [...slotsIn(id, revisions, fromMs, toMs)]
  return { expected: expected.length, missing: expected.filter((slot) => !seen.has(slot)), results: rows.length }
}

export async function statusOf({ database }: PreparedDatabase, { key }: StoredMonitor): Promise<string> {
  return (await database.prisma.monitorState.findUnique({ where: { monitorKey: key } }))?.status ?? 'none'
}

/** Everything that the workspace's browsers would hear. */
export async function listenLive(
  cache: Cache,
  { workspaceId }: PreparedDatabase,
): Promise<AsyncDisposable & { events: LiveEvent[] }> {
  const events: LiveEvent[] = []
  const subscription = await cache.subscribe(
    liveChannel(workspaceId),
    (text) => void events.push(liveEvent.parse(JSON.parse(text))),
  )
  return { events, [Symbol.asyncDispose]: () => subscription[Symbol.asyncDispose]() }
}

/** A worker that may check this machine; `env` are its settings. Leases are short, so that a test sees them move. */
export function startTestWorker(
  options: Pick<WorkerOptions, 'roles'> & {
    queue: MessageQueue
    cache: Cache
    database: Database
  } & Partial<WorkerOptions>,
  env: Record<string, string> = {},
): Promise<Worker> {
  return startWorker({
    config: workerConfig.parse({
      SCHEDULER_LEASE_MS: '2000',
      PROBE_DRAIN_MS: '500',
      ENCRYPTION_KEY: 'ab'.repeat(32),
      ...env,
    }),
    log,
    registry: new Registry(),
    allowPrivateTargets: true,
    ...options,
  })
}

/** The value of a metric, summed over its labels that match. */
export async function metricOf(registry: Registry, name: string, labels: Record<string, string> = {}): Promise<number> {
  const metric = await registry.getSingleMetric(name)?.get()
  const matching = (metric?.values ?? []).filter((value) =>
    Object.entries(labels).every(([label, wanted]) => Reflect.get(value.labels, label) === wanted),
  )
  return matching.reduce((sum, { value }) => sum + value, 0)
}
