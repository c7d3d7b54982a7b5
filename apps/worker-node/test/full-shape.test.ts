import { createRedisCache } from '@mointering/backend-common/cache/redis-cache'
import { createRabbitMqQueue } from '@mointering/backend-common/queue/rabbitmq-queue'
import { type PrivateRabbitMq, startPrivateRabbitMq } from '@mointering/test-kit/services/private-rabbitmq'
import { startPrivateRedis } from '@mointering/test-kit/services/private-redis'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ROLES } from '../src/worker-config.js'
import {
  addMonitor,
  coverageOf,
  httpTo,
  listenLive,
  log,
  metricOf,
  type PreparedDatabase,
  prepareTestDatabase,
  type StoredMonitor,
  startTestWorker,
  statusOf,
} from './pipeline-in-test.js'
import { startWorkerProcess } from './worker-process.js'

const soon = { timeout: 30_000, interval: 100 }
const SLOW = 120_000

// Servers of our own: these tests stop and restart the broker.
let broker: PrivateRabbitMq
let redis: Awaited<ReturnType<typeof startPrivateRedis>>
let stored: PreparedDatabase
let target: Awaited<ReturnType<typeof startHttpTarget>>
let answer = 200
beforeAll(async () => {
  ;[broker, redis] = await Promise.all([startPrivateRabbitMq(), startPrivateRedis()])
}, SLOW)
afterAll(async () => {
  await Promise.all([broker[Symbol.asyncDispose](), redis[Symbol.asyncDispose]()])
})

/** A fresh database and target, and queues without leftovers of the test before. */
async function freshStart(name: string) {
  stored = await prepareTestDatabase()
  target = await startHttpTarget((_req, res) => res.writeHead(answer).end('hello'))
  answer = 200
  await broker.control('add_vhost', name)
  await broker.control('set_permissions', '-p', name, 'guest', '.*', '.*', '.*')
  return {
    rabbitmqUrl: `${broker.url}/${name}`,
    async [Symbol.asyncDispose]() {
      await target[Symbol.asyncDispose]()
      await stored[Symbol.asyncDispose]()
    },
  }
}

const settingsFor = (rabbitmqUrl: string): Record<string, string> => ({
  DATABASE_URL: stored.url,
  RABBITMQ_URL: rabbitmqUrl,
  REDIS_URL: redis.url,
  SCHEDULER_LEASE_MS: '2000',
  PROBE_ALLOWED_PRIVATE_CIDRS: '127.0.0.0/8',
})

async function addMonitors(count: number, intervalSeconds: number): Promise<StoredMonitor[]> {
  const monitors: StoredMonitor[] = []
  while (monitors.length < count)
    monitors.push(await addMonitor(stored, { settings: httpTo(target.port), intervalSeconds }))
  return monitors
}

async function countResults(): Promise<number> {
  return (
    (await stored.database.pool.query<{ count: number }>('SELECT count(*)::int FROM check_result')).rows[0]?.count ?? 0
  )
}

/** Waits until every slot of the monitors in the window has its result; fails with those that have none. */
async function expectEverySlot(
  monitors: readonly StoredMonitor[],
  window: { fromMs: number; toMs: number },
): Promise<number> {
  let expected = 0
  await vi.waitFor(async () => {
    const all = await Promise.all(monitors.map((monitor) => coverageOf(stored, monitor, window)))
    expect(all.flatMap(({ missing }) => missing.map((slot) => new Date(slot).toISOString()))).toEqual([])
    expected = all.reduce((sum, each) => sum + each.expected, 0)
    expect(all.reduce((sum, { results }) => sum + results, 0)).toBe(expected)
  }, soon)
  return expected
}

test('in one process: a monitor comes up, goes down with its target and comes back', { timeout: SLOW }, async () => {
  await using fresh = await freshStart('one-process')
  await using cache = await createRedisCache({ url: redis.url, log })
  await using live = await listenLive(cache, stored)
  await using queue = await createRabbitMqQueue({ url: fresh.rabbitmqUrl, log })
  const [monitor] = await addMonitors(1, 1)
  if (!monitor) throw new Error('no monitor')
  await using worker = await startTestWorker({ roles: ROLES, queue, cache, database: stored.database })
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('up'), soon)
  answer = 500
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('down'), soon)
  answer = 200
  await vi.waitFor(async () => expect(await statusOf(stored, monitor)).toBe('up'), soon)
  await vi.waitFor(() => {
    const statuses = live.events.flatMap((event) => (event.type === 'status' ? [event.status] : []))
    expect(statuses).toEqual(['up', 'down', 'up'])
  }, soon)
  expect(worker.notReady()).toEqual([])
})

test('the broker restarts under load: no slot is lost and none counted twice', { timeout: SLOW }, async () => {
  await using fresh = await freshStart('restart')
  await using cache = await createRedisCache({ url: redis.url, log })
  await using queue = await createRabbitMqQueue({ url: fresh.rabbitmqUrl, log })
  const registry = new Registry()
  // Much longer than the outage, also on a busy machine: a slot that fell due in it is still in progress when the broker is back.
  const monitors = await addMonitors(400, 50)
  const fromMs = Date.now()
  await using _worker = await startTestWorker({ roles: ROLES, queue, cache, database: stored.database, registry })
  await vi.waitFor(async () => expect(await countResults()).toBeGreaterThan(400), soon)

  const outage = Date.now()
  await broker.stop()
  await broker.start()
  const back = Date.now()
  expect(back - outage).toBeLessThan(35_000)
  const afterOutage = await countResults()
  await vi.waitFor(async () => expect(await countResults()).toBeGreaterThan(afterOutage + 200), soon)

  await expectEverySlot(monitors, { fromMs, toMs: Date.now() - 3000 })
  expect(await metricOf(registry, 'mointering_slots_dispatched_total', { fate: 'given_up' })).toBe(0)
  expect(await metricOf(registry, 'mointering_result_publish_troubles_total', { fate: 'given_up' })).toBe(0)
})

test('as processes: one of two is killed, leases and partitions move, and no slot is lost', {
  timeout: SLOW,
}, async () => {
  await using fresh = await freshStart('processes')
  const settings = settingsFor(fresh.rabbitmqUrl)
  const monitors = await addMonitors(100, 10)
  const fromMs = Date.now()
  await using killed = await startWorkerProcess('scheduler,prober,ingester', settings)
  await using staying = await startWorkerProcess('scheduler,prober,ingester,janitor', settings)
  const leases = async () => {
    const { rows } = await stored.database.pool.query<{ owner: string; shards: number }>(
      'SELECT owner, count(*)::int AS shards FROM scheduler_lease GROUP BY owner ORDER BY owner',
    )
    return rows.map(({ shards }) => shards)
  }
  await vi.waitFor(async () => expect(await leases()).toEqual([8, 8]), soon)
  await vi.waitFor(async () => expect(await countResults()).toBeGreaterThan(150), soon)

  expect(await killed.end('SIGKILL')).toBeNull()
  await vi.waitFor(async () => expect(await leases()).toEqual([16]), soon)
  const moved = await countResults()
  await vi.waitFor(async () => expect(await countResults()).toBeGreaterThan(moved + 150), soon)
  await expectEverySlot(monitors, { fromMs, toMs: Date.now() - 3000 })

  expect(await staying.get('/health/live')).toMatchObject({ status: 200 })
  expect(await staying.get('/health/ready')).toMatchObject({ status: 200 })
  const { text: metrics } = await staying.get('/metrics')
  for (const name of [
    'schedule_lag_seconds',
    'checks_in_flight',
    'result_age_at_write_seconds',
    'ingest_batch_results',
    'queue_depth',
    'dead_letters',
    'slots_expected_total',
    'recent_slots',
  ]) {
    expect(metrics).toContain(`mointering_${name}`)
  }
  expect(await staying.end('SIGTERM')).toBe(0)
  const { rows } = await stored.database.pool.query('SELECT FROM scheduler_lease WHERE owner IS NOT NULL')
  expect(rows).toEqual([])
})

test('a prober is a process without database and cache', { timeout: SLOW }, async () => {
  await using fresh = await freshStart('prober')
  const { RABBITMQ_URL = '', PROBE_ALLOWED_PRIVATE_CIDRS = '' } = settingsFor(fresh.rabbitmqUrl)
  await using prober = await startWorkerProcess('prober', { RABBITMQ_URL, PROBE_ALLOWED_PRIVATE_CIDRS })
  expect(await prober.get('/health/ready')).toMatchObject({ status: 200 })
  expect(await prober.end('SIGTERM')).toBe(0)
  await expect(startWorkerProcess('prober,ingester', { RABBITMQ_URL })).rejects.toThrow('DATABASE_URL: is not set')
})
