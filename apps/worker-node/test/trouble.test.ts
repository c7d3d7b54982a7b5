import { checkBatch } from '@mointering/api-contract/pipeline/messages'
import { checksQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { resultsQueue } from '@mointering/api-contract/pipeline/topology'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { withClient } from '@mointering/test-kit/services/test-database'
import { testServices } from '@mointering/test-kit/services/test-services'
import { Registry } from 'prom-client'
import { expect, test, vi } from 'vitest'
import { sampleResult } from '../src/testing/sample-result.js'
import { addMonitor, httpTo, metricOf, prepareTestDatabase, startTestWorker, statusOf } from './pipeline-in-test.js'

const soon = { timeout: 15_000, interval: 50 }
const lastSecond = () => Math.floor(Date.now() / 1000) * 1000

/** A queue whose results are delivered again after their first, successful, handling: the process died between commit and ack. */
function forgetfulQueue(): { queue: MessageQueue; handled: () => number } {
  const inner = createInProcessQueue({ retryDelay: () => 5 })
  const acked = new Set<string>()
  let handled = 0
  const consume: MessageQueue['consume'] = (name, options, handler) =>
    inner.consume(name, options, async (delivery) => {
      await handler(delivery)
      handled++
      const text = JSON.stringify(delivery.body)
      if (!name.startsWith('results.') || acked.has(text)) return
      acked.add(text)
      throw new Error('died between commit and ack')
    })
  return { queue: Object.assign(Object.create(inner), { consume }), handled: () => handled }
}

test('a crash between commit and ack counts nothing twice', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  const { queue, handled } = forgetfulQueue()
  const monitor = await addMonitor(stored, { settings: httpTo(1), confirmations: 3 })
  await using _worker = await startTestWorker({ roles: ['ingester'], queue, cache, database: stored.database })
  const first = lastSecond() - 10_000
  const publish = (second: number, verdict: 'up' | 'down') => {
    const slot = first + second * 1000
    const result = sampleResult({ monitorKey: monitor.key, slot, startedAt: slot + 5, verdict })
    return queue.publish(resultsQueue(monitor.key % 8), { type: 'results', results: [result] })
  }
  await stored.database.pool.query(`UPDATE schedule_revision SET effective_from = now() - interval '1 hour'`)
  await publish(0, 'up')
  await publish(1, 'down')
  await publish(2, 'down')
  await vi.waitFor(() => expect(handled()).toBe(6), soon)
  expect(await statusOf(stored, monitor)).toBe('up')
  const { rows } = await stored.database.pool.query('SELECT FROM check_result')
  expect(rows).toHaveLength(3)

  await publish(3, 'down')
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('down'), soon)
  await vi.waitFor(() => expect(handled()).toBe(8), soon)
  const state = await stored.database.prisma.monitorState.findUnique({ where: { monitorKey: monitor.key } })
  expect(state).toMatchObject({ version: 2, statusSince: new Date(first + 1000) })
})

test('an ingester that takes over goes on where the last one stopped', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const monitor = await addMonitor(stored, { settings: httpTo(1), confirmations: 3 })
  await stored.database.pool.query(`UPDATE schedule_revision SET effective_from = now() - interval '1 hour'`)
  const first = lastSecond() - 10_000
  const publish = (second: number, verdict: 'up' | 'down') => {
    const slot = first + second * 1000
    const result = sampleResult({ monitorKey: monitor.key, slot, startedAt: slot + 5, verdict })
    return queue.publish(resultsQueue(monitor.key % 8), { type: 'results', results: [result] })
  }
  const rows = async () => (await stored.database.pool.query('SELECT FROM check_result')).rowCount
  for (const [second, verdict] of (['up', 'down', 'down', 'down'] as const).entries()) {
    await using _worker = await startTestWorker({ roles: ['ingester'], queue, cache, database: stored.database })
    await publish(second, verdict)
    await vi.waitFor(async () => expect(await rows()).toBe(second + 1), soon)
    expect(await statusOf(stored, monitor)).toBe(second < 3 ? 'up' : 'down')
  }
})

test('a database that goes away costs no result, and nothing goes to the dead letters', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const monitor = await addMonitor(stored, { settings: httpTo(1), intervalSeconds: 3600 })
  await using worker = await startTestWorker({ roles: ['ingester'], queue, cache, database: stored.database })
  const name = resultsQueue(monitor.key % 8)
  const publish = (attempt: number) =>
    queue.publish(name, {
      type: 'results',
      results: [sampleResult({ monitorKey: monitor.key, slot: lastSecond(), startedAt: Date.now(), attempt })],
    })
  const databaseName = new URL(stored.url).pathname.slice(1)
  const allow = (allowed: boolean) =>
    withClient(testServices().databaseUrl, async (client) => {
      await client.query(`ALTER DATABASE ${databaseName} WITH ALLOW_CONNECTIONS ${allowed}`)
      if (!allowed)
        await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [databaseName])
    })

  await allow(false)
  for (let attempt = 0; attempt < 20; attempt++) await publish(attempt)
  await vi.waitFor(() => expect(worker.notReady()).toEqual(['ingester: the database is not reachable']), soon)
  await allow(true)
  await vi.waitFor(() => expect(worker.notReady()).toEqual([]), soon)
  await vi.waitFor(
    async () => expect((await stored.database.pool.query('SELECT FROM check_result')).rowCount).toBe(20),
    soon,
  )
  expect(await queue.deadLetterCount(name)).toBe(0)
})

test('a clock that jumps leaves no backlog behind and dispatches no slot twice', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const monitor = await addMonitor(stored, { settings: httpTo(1) })
  const slots: number[] = []
  await queue.declare(checksQueueSpec('local'))
  await using _checks = await queue.consume('checks.local', { prefetch: 10 }, async ({ body }) => {
    for (const { slot, monitorKey } of checkBatch.parse(body).tasks) if (monitorKey === monitor.key) slots.push(slot)
  })
  let offsetMs = 0
  const now = () => Date.now() + offsetMs
  const registry = new Registry()
  await using _worker = await startTestWorker({
    roles: ['scheduler'],
    queue,
    cache,
    database: stored.database,
    registry,
    now,
  })
  await vi.waitFor(() => expect(slots.length).toBeGreaterThan(1), soon)

  const before = slots.length
  offsetMs = 3_600_000
  await vi.waitFor(() => expect(slots.length).toBeGreaterThan(before + 3), soon)
  expect(slots.length).toBeLessThan(before + 20)
  expect(await metricOf(registry, 'mointering_slots_dispatched_total', { fate: 'skipped' })).toBeGreaterThan(3500)

  offsetMs -= 3000
  const atSetBack = slots.length
  await vi.waitFor(() => expect(slots.length).toBeGreaterThan(atSetBack + 1), soon)
  expect(new Set(slots).size).toBe(slots.length)
})

test('two schedulers share the shards; when one leaves the other takes them, and no slot is missed', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const monitors = await Promise.all(Array.from({ length: 16 }, () => addMonitor(stored, { settings: httpTo(1) })))
  const slots = new Map<number, number[]>(monitors.map(({ key }) => [key, []]))
  await queue.declare(checksQueueSpec('local'))
  await using _checks = await queue.consume('checks.local', { prefetch: 10 }, async ({ body }) => {
    for (const { slot, monitorKey } of checkBatch.parse(body).tasks) slots.get(monitorKey ?? 0)?.push(slot)
  })
  const start = (registry: Registry) =>
    startTestWorker({ roles: ['scheduler'], queue, cache, database: stored.database, registry })
  const held = (registry: Registry) => metricOf(registry, 'mointering_scheduler_shards')
  const [first, second] = [new Registry(), new Registry()]
  const leaving = await start(first)
  await vi.waitFor(async () => expect(await held(first)).toBe(16), soon)
  await using _staying = await start(second)
  await vi.waitFor(async () => expect([await held(first), await held(second)]).toEqual([8, 8]), soon)
  await leaving[Symbol.asyncDispose]()
  await vi.waitFor(async () => expect(await held(second)).toBe(16), soon)
  const whenMoved = Date.now()
  await vi.waitFor(() => {
    for (const seen of slots.values()) expect(Math.max(...seen)).toBeGreaterThan(whenMoved + 1000)
  }, soon)

  for (const seen of slots.values()) {
    const sorted = [...new Set(seen)].toSorted((a, b) => a - b)
    const steps = sorted.slice(1).map((slot, index) => slot - (sorted[index] ?? 0))
    expect(new Set(steps)).toEqual(new Set([1000]))
  }
})
