import { randomUUID } from 'node:crypto'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { readRevisions } from '@mointering/db/monitors/schedule-revisions'
import { writeResults } from '@mointering/db/timeseries/write-results'
import { inTransaction } from '@mointering/db/transaction'
import { expectedSlots, slotsIn } from '@mointering/monitoring-core/schedule'
import { Registry } from 'prom-client'
import { expect, test, vi } from 'vitest'
import { toRow } from '../src/ingester/to-rows.js'
import { takeTurn } from '../src/janitor/janitor-turn.js'
import { readRecentCoverage } from '../src/janitor/recent-coverage.js'
import { sampleResult } from '../src/testing/sample-result.js'
import { addMonitor, httpTo, metricOf, pauseMonitor, prepareTestDatabase, startTestWorker } from './pipeline-in-test.js'

const soon = { timeout: 15_000, interval: 50 }
const DAY = 86_400_000

test('housekeeping is done on a real database, and what is past its time is gone', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  await using queue = createInProcessQueue()
  const { prisma } = stored.database
  const longAgo = new Date(Date.now() - 60 * DAY)
  const gone = await addMonitor(stored, { settings: httpTo(1) })
  const kept = await addMonitor(stored, { settings: httpTo(1) })
  await prisma.monitor.update({ where: { key: gone.key }, data: { deletedAt: longAgo } })
  await prisma.monitor.update({ where: { key: kept.key }, data: { deletedAt: new Date() } })
  const user = await prisma.user.create({
    data: { email: `${randomUUID()}@example.org`, name: 'A', passwordHash: 'x' },
  })
  await prisma.session.create({ data: { userId: user.id, expiresAt: longAgo } })

  const registry = new Registry()
  await using worker = await startTestWorker({ roles: ['janitor'], queue, cache, database: stored.database, registry })
  await vi.waitFor(async () => {
    expect(await metricOf(registry, 'mointering_housekeeping_runs_total', { outcome: 'done' })).toBe(10)
  }, soon)
  expect(worker.notReady()).toEqual([])
  expect(await prisma.monitor.findMany({ select: { key: true } })).toEqual([{ key: kept.key }])
  expect(await prisma.session.count()).toBe(0)
})

test('of several janitors one works at a time', async () => {
  await using stored = await prepareTestDatabase()
  const { pool } = stored.database
  let second: boolean | undefined
  const first = await takeTurn(pool, async () => {
    second = await takeTurn(pool, async () => undefined)
  })
  expect([first, second]).toEqual([true, false])
  expect(await takeTurn(pool, async () => undefined)).toBe(true)
})

test('recent coverage counts what the schedules expect, and what was seen of it', async () => {
  await using stored = await prepareTestDatabase()
  await using cache = createInProcessCache()
  const { pool, prisma } = stored.database
  const [fast, slow, paused] = await Promise.all(
    [1, 7, 1].map((intervalSeconds) => addMonitor(stored, { settings: httpTo(1), intervalSeconds })),
  )
  if (!fast || !slow || !paused) throw new Error('no monitors')
  await pool.query(`UPDATE schedule_revision SET effective_from = now() - interval '1 hour'`)
  await pauseMonitor(stored, paused, cache)
  const window = { fromMs: Date.now() - 120_000, toMs: Date.now() + 60_000 }
  const revisions = await readRevisions(prisma, [fast.key, slow.key, paused.key])
  const expected = [fast, slow, paused].reduce(
    (sum, { id, key }) => sum + expectedSlots(id, revisions.get(key) ?? [], window.fromMs, window.toMs),
    0,
  )

  const slots = [...slotsIn(fast.id, revisions.get(fast.key) ?? [], window.fromMs, window.fromMs + 10_000)]
  const rows = slots.flatMap((slot, index) =>
    ['eu', 'us'].map((region) =>
      toRow(fast.key, sampleResult({ monitorKey: fast.key, slot, region, verdict: index < 2 ? 'unknown' : 'up' })),
    ),
  )
  await inTransaction(pool, (client) => writeResults(client, rows))
  expect(await readRecentCoverage(pool, window)).toEqual({ expected, observed: slots.length - 2 })
})
