import { httpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { notice } from '@mointering/api-contract/notices/notice'
import type { CheckResult, ResultsMessage } from '@mointering/api-contract/pipeline/messages'
import { resultsQueue } from '@mointering/api-contract/pipeline/topology'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { expect, test, vi } from 'vitest'
import { addMonitor, prepareTestDatabase, type StoredMonitor, startTestWorker } from './pipeline-in-test.js'

const soon = { timeout: 15_000, interval: 50 }
const CHANNEL = { kind: 'webhook', name: 'Hook', settings: { kind: 'webhook', url: 'http://127.0.0.1:1/' } }
const MINUTE_MS = 60_000

/** An ingester, and what probers of the region `far` tell it of eight monitors of unrelated targets. */
async function startWorld() {
  const stored = await prepareTestDatabase()
  const { workspaceId, database } = stored
  const { prisma } = database
  await prisma.channel.create({ data: { workspaceId, ...CHANNEL, isDefault: true } })
  const monitors: StoredMonitor[] = []
  for (let n = 0; n < 8; n++) {
    const settings = httpSettings.parse({ kind: 'http', url: `http://shop-${n}.example/` })
    monitors.push(await addMonitor(stored, { settings, intervalSeconds: 60, confirmations: 1, regions: ['far'] }))
  }
  const [queue, cache] = [createInProcessQueue(), createInProcessCache()]
  const startedMs = Date.now() - 5 * MINUTE_MS
  const start = () => startTestWorker({ roles: ['ingester'], queue, cache, database })
  let worker = await start()

  const seen = (n: number, minute: number, errorCode: string | null, more: Partial<CheckResult>): CheckResult => ({
    monitorKey: monitors[n]?.key ?? 0,
    slot: startedMs + minute * MINUTE_MS + n * 1000,
    region: 'far',
    attempt: 0,
    verdict: errorCode === null ? 'up' : 'down',
    startedAt: startedMs + minute * MINUTE_MS + n * 1000,
    totalMs: 5,
    phases: { dnsMs: null, connectMs: null, tlsMs: null, ttfbMs: null, transferMs: null },
    httpStatus: null,
    errorCode,
    message: errorCode,
    certificate: null,
    evidence:
      errorCode === null
        ? null
        : { remoteAddress: `198.${n}.0.1`, headers: [], bodySample: null, redirects: [], detail: null },
    ...more,
  })
  const tell = async (targets: number[], minute: number, errorCode: string | null, more: Partial<CheckResult> = {}) => {
    const message: ResultsMessage = { type: 'results', results: targets.map((n) => seen(n, minute, errorCode, more)) }
    await queue.publish(resultsQueue(0), message)
  }
  return {
    prisma,
    tell,
    verdictsIn: async (minute: number) => {
      const from = new Date(startedMs + minute * MINUTE_MS)
      const to = new Date(startedMs + (minute + 1) * MINUTE_MS)
      const { rows } = await database.pool.query<{ verdict: number }>(
        'SELECT verdict FROM check_result WHERE slot >= $1 AND slot < $2 ORDER BY monitor_key',
        [from, to],
      )
      return rows.map(({ verdict }) => verdict)
    },
    statuses: async () => (await prisma.monitorState.findMany({ orderBy: { monitorKey: 'asc' } })).map((s) => s.status),
    told: async () =>
      (await prisma.delivery.findMany({ orderBy: { queuedAt: 'asc' } })).map((d) => [
        notice.parse(d.notice).title,
        d.state,
      ]),
    async restart() {
      await worker[Symbol.asyncDispose]()
      worker = await start()
    },
    async [Symbol.asyncDispose]() {
      for (const thing of [worker, queue, cache, stored]) await thing[Symbol.asyncDispose]()
    },
  }
}

const ALL = [0, 1, 2, 3, 4, 5, 6, 7]
const [UP, DOWN, UNKNOWN] = [0, 2, 3]

test('a region that sees nothing opens no incidents, takes back those it opened, and says so once', async () => {
  await using world = await startWorld()
  const { prisma, tell } = world
  await tell(ALL, 0, null)
  await vi.waitFor(async () => expect(await world.statuses()).toEqual(ALL.map(() => 'up')), soon)
  await tell([0], 1, 'connection_timeout')
  await vi.waitFor(async () => expect(await prisma.incident.count({ where: { status: 'open' } })).toBe(1), soon)

  await tell([1, 2, 3], 1, 'connection_timeout')
  await tell([4, 5, 6, 7], 1, 'answer_timeout')
  await vi.waitFor(async () => expect(await prisma.regionBlindness.count({ where: { until: null } })).toBe(1), soon)
  await vi.waitFor(async () => expect(await world.verdictsIn(1)).toEqual(ALL.map(() => UNKNOWN)), soon)
  expect(await prisma.incident.count({ where: { status: 'open' } })).toBe(0)
  const withdrawn = await prisma.incident.findFirstOrThrow({ include: { events: true } })
  expect(withdrawn.quietBecause).toBe('region_blind')
  expect(withdrawn.events.map(({ kind }) => kind)).toEqual(['opened', 'withdrawn'])
  expect(await world.told()).toContainEqual(['Test is down', 'dropped'])
  expect((await world.told()).filter(([, state]) => state !== 'dropped')).toEqual([
    ['Region far sees nothing', 'waiting'],
  ])
  expect(await world.statuses()).not.toContain('down')

  await world.restart()
  await tell(ALL, 2, 'connection_timeout')
  await vi.waitFor(async () => expect(await world.verdictsIn(2)).toEqual(ALL.map(() => UNKNOWN)), soon)
  expect(await world.statuses()).not.toContain('down')

  await tell(ALL, 3, null)
  await vi.waitFor(async () => expect(await prisma.regionBlindness.count({ where: { until: null } })).toBe(0), soon)
  await vi.waitFor(async () => expect(await world.statuses()).toEqual(ALL.map(() => 'up')), soon)
  expect((await world.told()).filter(([, state]) => state !== 'dropped')).toEqual([
    ['Region far sees nothing', 'waiting'],
    ['Region far sees again', 'waiting'],
  ])
})

test('what was told of a withdrawn incident is called a false alarm', async () => {
  await using world = await startWorld()
  const { prisma, tell } = world
  await tell(ALL, 0, null)
  await tell([0], 1, 'connection_timeout')
  await vi.waitFor(async () => expect(await prisma.delivery.count()).toBe(1), soon)
  await prisma.delivery.updateMany({ data: { state: 'sent', attempts: 1, sentAt: new Date() } })
  await tell([1, 2, 3, 4, 5, 6, 7], 1, 'connection_timeout')
  await vi.waitFor(
    async () => expect((await world.told()).map(([title]) => title)).toContain('Test: false alarm'),
    soon,
  )
  const alarm = await prisma.delivery.findFirstOrThrow({ where: { eventKey: { startsWith: 'withdrawn:' } } })
  expect(notice.parse(alarm.notice)).toMatchObject({ kind: 'resolved', incident: { resolvedAt: expect.any(String) } })
})

test('targets of which the prober is sure are down, however many', async () => {
  await using world = await startWorld()
  await world.tell(ALL, 0, null)
  await world.tell(ALL, 1, 'connection_timeout', { sighted: true })
  await vi.waitFor(async () => expect(await world.statuses()).toEqual(ALL.map(() => 'down')), soon)
  expect(await world.prisma.regionBlindness.count()).toBe(0)
  expect(await world.prisma.incident.count({ where: { status: 'open' } })).toBe(8)
  expect(await world.verdictsIn(0)).toEqual(ALL.map(() => UP))
  expect(await world.verdictsIn(1)).toEqual(ALL.map(() => DOWN))
})
