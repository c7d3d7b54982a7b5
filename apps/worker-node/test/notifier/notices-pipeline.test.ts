import { notice } from '@mointering/api-contract/notices/notice'
import { NOTICES_CHANNEL } from '@mointering/api-contract/pipeline/topology'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { startFakeWebhook } from '@mointering/test-kit/providers/webhook'
import { testServices } from '@mointering/test-kit/services/test-services'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { expect, test, vi } from 'vitest'
import { ROLES } from '../../src/worker-config.js'
import { addMonitor, httpTo, prepareTestDatabase, startTestWorker } from '../pipeline-in-test.js'
import { startWorkerProcess } from '../worker-process.js'
import { openOutboxWorld, soon } from './notifier-in-test.js'

test('embedded: from the failing check to the webhook, in order, within moments', async () => {
  await using stored = await prepareTestDatabase()
  await using fake = await startFakeWebhook({ secret: 'shared' })
  const state = { status: 200 }
  await using target = await startHttpTarget((_req, res) => res.writeHead(state.status).end())
  await using queue = createInProcessQueue()
  await using cache = createInProcessCache()
  const { workspaceId, database } = stored
  const settings = { kind: 'webhook', url: `${fake.origin}/`, secret: 'shared' }
  const channel = { workspaceId, kind: 'webhook', name: 'Hook', settings, isDefault: true }
  await database.prisma.channel.create({ data: channel })
  let announced = 0
  await using _listening = await cache.subscribe(NOTICES_CHANNEL, () => {
    announced += 1
  })
  await using _worker = await startTestWorker({ roles: ROLES, queue, cache, database })
  await addMonitor(stored, { settings: httpTo(target.port) })

  state.status = 503
  const titles = () => fake.shown.map((body) => notice.parse(JSON.parse(body)).title)
  await vi.waitFor(() => expect(titles()).toEqual(['Test is down']), soon)
  state.status = 200
  await vi.waitFor(() => expect(titles()).toEqual(['Test is down', 'Test is up again']), soon)
  const sent = { where: { state: 'sent' }, orderBy: { seq: 'asc' } } as const
  await vi.waitFor(async () => expect(await database.prisma.delivery.count(sent)).toBe(2), soon)
  for (const { checkedAt, sentAt, attempts } of await database.prisma.delivery.findMany(sent)) {
    expect(attempts).toBe(1)
    expect((sentAt?.getTime() ?? 0) - (checkedAt?.getTime() ?? 0)).toBeLessThan(10_000)
  }
  expect(announced).toBe(2)
})

test('embedded: whoever is on call hears of it step by step, and of its end', async () => {
  await using stored = await prepareTestDatabase()
  await using fake = await startFakeWebhook()
  const state = { status: 200 }
  await using target = await startHttpTarget((_req, res) => res.writeHead(state.status).end())
  await using queue = createInProcessQueue()
  await using cache = createInProcessCache()
  const { workspaceId, database } = stored
  const { prisma } = database
  const settings = { kind: 'webhook', url: `${fake.origin}/` }
  const phone = await prisma.channel.create({ data: { workspaceId, kind: 'webhook', name: 'Phone', settings } })
  const ada = await prisma.user.create({ data: { email: 'ada@example.org', name: 'Ada' } })
  await prisma.membership.create({ data: { workspaceId, userId: ada.id, role: 'owner', onCallChannelId: phone.id } })
  const layers = [{ name: 'All', startsAt: '2026-01-01T00:00', turnHours: 24, participants: [ada.id], hours: [] }]
  const schedule = await prisma.onCallSchedule.create({
    data: { workspaceId, name: 'Primary', timeZone: 'Europe/Berlin', layers },
  })
  const targets = [{ kind: 'schedule', id: schedule.id }]
  const steps = [
    { delaySeconds: 0, targets },
    { delaySeconds: 1, targets },
  ]
  const policy = await prisma.escalationPolicy.create({ data: { workspaceId, name: 'Office', steps } })
  await prisma.noticeRule.create({ data: { workspaceId, position: 0, name: 'All', escalationPolicyId: policy.id } })
  await using _worker = await startTestWorker({ roles: ROLES, queue, cache, database })
  await addMonitor(stored, { settings: httpTo(target.port) })

  state.status = 503
  const told = () => fake.shown.map((body) => notice.parse(JSON.parse(body)))
  const titles = ['Test is down: please look', 'Test is down, and nobody has acknowledged it']
  await vi.waitFor(() => expect(told().map(({ title }) => title)).toEqual(titles), soon)
  expect(told().map(({ kind, facts }) => [kind, facts.at(-1)?.value])).toEqual([
    ['escalated', 'Ada'],
    ['escalated', 'Ada'],
  ])
  state.status = 200
  await vi.waitFor(() => expect(told().map(({ title }) => title)).toEqual([...titles, 'Test is up again']), soon)
})

test('full: a notifier that is killed while the provider thinks; another tells it', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook()
  const calls: string[] = []
  await using thinking = await startHttpTarget((req) => void calls.push(String(req.headers['idempotency-key'])))
  const { redisUrl, rabbitmqUrl } = testServices()
  const settings = {
    DATABASE_URL: world.url,
    REDIS_URL: redisUrl,
    RABBITMQ_URL: rabbitmqUrl,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    NOTIFY_ALLOWED_PRIVATE_CIDRS: '127.0.0.0/8',
  }
  // Webhooks without a secret hold nothing that is sealed: this process has a key of its own.
  const channelId = await world.addChannel({ kind: 'webhook', url: `http://127.0.0.1:${thinking.port}/` })
  const id = await world.queue(channelId)
  await using killed = await startWorkerProcess('notifier', settings)
  await vi.waitFor(() => expect(calls).toEqual([id]), soon)
  await killed.end('SIGKILL')
  expect(await world.deliveryOf(id)).toMatchObject({ state: 'waiting', attempts: 1 })

  const { prisma } = world.database
  await prisma.channel.update({
    where: { id: channelId },
    data: { settings: { kind: 'webhook', url: `${fake.origin}/` } },
  })
  await prisma.delivery.update({ where: { id }, data: { nextAttemptAt: new Date() } }) // as when the lease has run out
  await using next = await startWorkerProcess('notifier', settings)
  await vi.waitFor(async () => expect((await world.deliveryOf(id)).state).toBe('sent'), soon)
  expect(fake.calls.map(({ headers }) => headers['idempotency-key'])).toEqual([id])
  expect(await world.attemptsOf(id)).toEqual(['unsure', 'sent'])
  expect((await next.get('/metrics')).text).toContain('mointering_deliveries_total{outcome="sent"')
  expect(await next.end('SIGTERM')).toBe(0)
})

test('a notifier without the key of the secrets does not start, and says what it needs', async () => {
  await using world = await openOutboxWorld()
  const { redisUrl: REDIS_URL, rabbitmqUrl: RABBITMQ_URL } = testServices()
  const start = startWorkerProcess('notifier', { DATABASE_URL: world.url, REDIS_URL, RABBITMQ_URL })
  await expect(start).rejects.toThrow('the notifier needs ENCRYPTION_KEY')
})
