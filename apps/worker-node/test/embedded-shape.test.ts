import { resultsQueue } from '@mointering/api-contract/pipeline/topology'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { Registry } from 'prom-client'
import { expect, test, vi } from 'vitest'
import { sampleResult } from '../src/testing/sample-result.js'
import { ROLES } from '../src/worker-config.js'
import {
  addMonitor,
  coverageOf,
  heartbeatEvery,
  httpTo,
  listenLive,
  metricOf,
  pauseMonitor,
  prepareTestDatabase,
  startTestWorker,
  statusOf,
} from './pipeline-in-test.js'

const soon = { timeout: 10_000, interval: 50 }
const startTarget = async () => {
  const state = { status: 200 }
  const target = await startHttpTarget((_req, res) => res.writeHead(state.status).end('hello'))
  return { state, port: target.port, [Symbol.asyncDispose]: () => target[Symbol.asyncDispose]() }
}

test('a monitor comes up, goes down with its target and comes back, and browsers hear of it', async () => {
  await using stored = await prepareTestDatabase()
  await using target = await startTarget()
  await using cache = createInProcessCache()
  await using live = await listenLive(cache, stored)
  const monitor = await addMonitor(stored, { settings: httpTo(target.port) })
  await using queue = createInProcessQueue()
  await using worker = await startTestWorker({ roles: ROLES, queue, cache, database: stored.database })

  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('up'), soon)
  target.state.status = 503
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('down'), soon)
  target.state.status = 200
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('up'), soon)

  // Told after the commit that the status was read from.
  await vi.waitFor(() => {
    const statuses = live.events.flatMap((event) => (event.type === 'status' ? [event.status] : []))
    expect(statuses).toEqual(['up', 'down', 'up'])
  }, soon)
  const results = live.events.flatMap((event) => (event.type === 'results' ? event.results : []))
  expect(results.some(({ verdict, httpStatus }) => verdict === 'down' && httpStatus === 503)).toBe(true)
  expect(worker.notReady()).toEqual([])
})

test('a monitor that is added later is checked at once for its slot in progress, with or without a notice', async () => {
  await using stored = await prepareTestDatabase()
  await using target = await startTarget()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  await using _worker = await startTestWorker({ roles: ROLES, queue, cache, database: stored.database })

  const announced = await addMonitor(stored, { settings: httpTo(target.port), intervalSeconds: 3600 })
  await cache.publish('monitors-changed', `${announced.key}`)
  await vi.waitFor(async () => expect(await statusOf(stored, announced)).toBe('up'), { timeout: 3000, interval: 50 })

  const unannounced = await addMonitor(stored, { settings: httpTo(target.port), intervalSeconds: 3600 })
  await vi.waitFor(async () => expect(await statusOf(stored, unannounced)).toBe('up'), soon)
})

test('no slot is missed and none is counted twice from the first check to the pause', async () => {
  await using stored = await prepareTestDatabase()
  await using target = await startTarget()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const monitors = await Promise.all(
    Array.from({ length: 20 }, () => addMonitor(stored, { settings: httpTo(target.port) })),
  )
  const registry = new Registry()
  await using _worker = await startTestWorker({ roles: ROLES, queue, cache, database: stored.database, registry })

  await vi.waitFor(async () => expect(await metricOf(registry, 'mointering_results_total')).toBeGreaterThan(60), soon)
  for (const monitor of monitors) {
    const fromMs = await firstSlotMs(stored, monitor.key)
    const toMs = await pauseMonitor(stored, monitor, cache)
    await vi.waitFor(async () => {
      const { expected, missing, results } = await coverageOf(stored, monitor, { fromMs, toMs })
      expect(missing).toEqual([])
      expect(results).toBe(expected)
    }, soon)
  }
})

test('a heartbeat that is missed is down, and a call brings it up at once', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const monitor = await addMonitor(stored, { settings: heartbeatEvery(10), confirmations: 1 })
  await stored.database.prisma.heartbeat.update({
    where: { monitorKey: monitor.key },
    data: { lastAt: new Date(Date.now() - 60_000), lastStatus: 'up' },
  })
  await stored.database.pool.query(`UPDATE monitor SET created_at = now() - interval '1 hour'`)
  await stored.database.pool.query(`UPDATE schedule_revision SET effective_from = now() - interval '1 hour'`)
  await using _worker = await startTestWorker({ roles: ROLES, queue, cache, database: stored.database })
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('down'), soon)

  const { rows } = await stored.database.pool.query<{ slot: Date }>('SELECT max(slot) AS slot FROM check_result')
  const slot = rows[0]?.slot.getTime() ?? 0
  await stored.database.prisma.heartbeat.update({ where: { monitorKey: monitor.key }, data: { lastAt: new Date() } })
  await queue.publish(resultsQueue(monitor.key % 8), {
    type: 'heartbeat',
    due: [{ monitorKey: monitor.key, slot, attempt: 1000 + Date.now() - slot }],
  })
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).not.toBe('down'), {
    timeout: 5000,
    interval: 20,
  })
})

test('results of a deleted monitor are dropped, nonsense goes to the dead letters, and the rest goes on', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const registry = new Registry()
  const monitor = await addMonitor(stored, { settings: httpTo(1), intervalSeconds: 3600 })
  await using _worker = await startTestWorker({
    roles: ['ingester'],
    queue,
    cache,
    database: stored.database,
    registry,
  })
  const name = resultsQueue(monitor.key % 8)
  const slot = Math.floor(Date.now() / 1000) * 1000
  const own = sampleResult({ monitorKey: monitor.key, slot, startedAt: slot + 5 })
  await queue.publish(name, { type: 'results', results: [sampleResult({ monitorKey: monitor.key + 800, slot })] })
  await queue.publish(name, { type: 'results', results: [{ ...own, verdict: 'fine' }] })
  await queue.publish(name, { type: 'results', results: [{ ...own, region: 'far', slot: 1000 }] })
  await queue.publish(name, { type: 'results', results: [own] })
  await queue.publish(name, { type: 'results', results: [own] })

  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('up'), soon)
  await vi.waitFor(async () => expect(await queue.deadLetterCount(name)).toBe(2), soon)
  expect(await metricOf(registry, 'mointering_results_dropped_total', { reason: 'unknown_monitor' })).toBe(1)
  const { rows } = await stored.database.pool.query('SELECT verdict FROM check_result')
  expect(rows).toEqual([{ verdict: 0 }])
})

async function firstSlotMs(
  { database }: Awaited<ReturnType<typeof prepareTestDatabase>>,
  key: number,
): Promise<number> {
  const { rows } = await database.pool.query<{ slot: Date }>(
    'SELECT min(slot) AS slot FROM check_result WHERE monitor_key = $1',
    [key],
  )
  return rows[0]?.slot.getTime() ?? Number.NaN
}
