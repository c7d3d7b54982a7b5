import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { BREAKER } from '@mointering/db/notices/breaker'
import { startFakeSlack } from '@mointering/test-kit/providers/slack'
import { startFakeWebhook } from '@mointering/test-kit/providers/webhook'
import { withClient } from '@mointering/test-kit/services/test-database'
import { listen } from '@mointering/test-kit/targets/listen'
import { expect, test, vi } from 'vitest'
import { FALLBACK_AFTER_MS, LONGEST_TRY_MS } from '../../src/notifier/retry.js'
import { metricOf } from '../pipeline-in-test.js'
import { type OutboxWorld, openOutboxWorld, soon } from './notifier-in-test.js'

const webhookTo = (origin: string) => ({ kind: 'webhook', url: `${origin}/` })
const until = (world: OutboxWorld, id: string, facts: object) =>
  vi.waitFor(async () => expect(await world.deliveryOf(id)).toMatchObject(facts), soon)

test('what is announced goes out at once, with its secrets opened, and its latency is counted', async () => {
  await using world = await openOutboxWorld()
  await using slack = await startFakeSlack()
  const channelId = await world.addChannel({ kind: 'slack', url: `${slack.origin}/services/T1/B2/abc` })
  const notifier = await world.start({ pace: { pollMs: 3_600_000 } })
  const id = await world.queue(channelId, { checkedAtMs: world.now() - 400 })
  await world.poke()
  await until(world, id, { state: 'sent', attempts: 1, nextAttemptAt: null, lastError: null })
  expect(slack.calls).toHaveLength(1)
  const log = await world.database.prisma.deliveryAttempt.findMany({ where: { deliveryId: id } })
  expect(log).toMatchObject([{ attempt: 1, outcome: 'sent', httpStatus: 200, message: null }])
  expect(log[0]?.durationMs).toBeGreaterThan(0)
  expect(JSON.stringify((await world.channelOf(channelId)).settings)).not.toContain('/services/')
  expect(await metricOf(notifier.registry, 'mointering_deliveries_total', { outcome: 'sent' })).toBe(1)
  const facts = await notifier.registry.getSingleMetric('mointering_notice_latency_seconds')?.get()
  const sum = facts?.values.find(
    (value) => 'metricName' in value && value.metricName === 'mointering_notice_latency_seconds_sum',
  )
  expect(sum?.value).toBeGreaterThanOrEqual(0.4)
  expect(sum?.value).toBeLessThan(5)
  expect((await world.channelOf(channelId)).lastSentAt).not.toBeNull()
})

test('without an announcement it goes out a moment later; a time to come, or none, is respected', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook()
  const channelId = await world.addChannel(webhookTo(fake.origin))
  const [held, later] = [await world.queue(channelId), await world.queue(channelId)]
  const { prisma } = world.database
  await prisma.delivery.update({ where: { id: held }, data: { nextAttemptAt: null, heldBy: 'digest' } })
  const nextAttemptAt = new Date(world.now() + 3_600_000)
  await prisma.delivery.update({ where: { id: later }, data: { nextAttemptAt, heldBy: 'quiet_hours' } })
  await world.start()
  await until(world, await world.queue(channelId), { state: 'sent' })
  expect(fake.calls).toHaveLength(1)
  world.advance(3_600_000)
  await until(world, later, { state: 'sent', heldBy: 'quiet_hours' })
  expect(await world.deliveryOf(held)).toMatchObject({ state: 'waiting', attempts: 0 })
})

test('a provider that hangs up is asked again: nobody knows whether it took the notice', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook()
  const id = await world.queue(await world.addChannel(webhookTo(fake.origin)))
  fake.next('hang up')
  await world.start()
  await until(world, id, { state: 'waiting', attempts: 1, lastError: expect.stringContaining('closed the connection') })
  world.advance(6000)
  await until(world, id, { state: 'sent', attempts: 2 })
  expect(await world.attemptsOf(id)).toEqual(['unsure', 'sent'])
})

test('429: the whole channel waits as long as the provider asks, and no longer', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook()
  const channelId = await world.addChannel(webhookTo(fake.origin))
  fake.next({ status: 429, headers: { 'retry-after': '120' }, body: 'slow down' })
  const first = await world.queue(channelId)
  await world.start()
  await until(world, first, { attempts: 1, lastError: 'HTTP 429: slow down' })
  const second = await world.queue(channelId)
  await world.poke()
  world.advance(100_000)
  const other = await world.queue(await world.addChannel(webhookTo(fake.origin)))
  await until(world, other, { state: 'sent' })
  expect(await world.deliveryOf(second)).toMatchObject({ state: 'waiting', attempts: 0 })
  world.advance(45_000)
  await until(world, first, { state: 'sent', attempts: 2 })
  await until(world, second, { state: 'sent', attempts: 1 })
  expect(await world.channelOf(channelId)).toMatchObject({ failures: 0 })
})

test('what will never work is dead at once, and told on the fall-back', async () => {
  await using world = await openOutboxWorld()
  await using gone = await startFakeWebhook()
  await using phone = await startFakeWebhook()
  const fallbackId = await world.addChannel(webhookTo(phone.origin))
  const channelId = await world.addChannel(webhookTo(gone.origin), { fallbackId, name: 'Chat' })
  gone.next({ status: 404, body: 'no such hook' })
  const id = await world.queue(channelId)
  const notifier = await world.start()
  await until(world, id, { state: 'dead', attempts: 1, lastError: 'HTTP 404: no such hook', nextAttemptAt: null })
  await vi.waitFor(() => expect(phone.shown).toHaveLength(1), soon)
  expect(JSON.parse(phone.shown[0] ?? '').facts).toContainEqual({
    label: 'Told here because',
    value: 'Chat could not be reached',
  })
  expect(await world.attemptsOf(id)).toEqual(['permanent'])
  expect(await world.channelOf(channelId)).toMatchObject({
    failures: 0,
    brokenUntil: null,
    lastError: 'HTTP 404: no such hook',
  })
  expect(await metricOf(notifier.registry, 'mointering_deliveries_told_elsewhere_total')).toBe(1)
})

test.each([
  ['no host', 'http://nobody.invalid/', 'does not exist'],
  [
    'a forbidden address',
    'http://169.254.169.254/latest/meta-data/',
    'We do not connect to 169.254.169.254: cloud metadata',
  ],
])('%s: dead letters say why', async (_, url, reason) => {
  await using world = await openOutboxWorld()
  const id = await world.queue(await world.addChannel({ kind: 'webhook', url }), { eventKey: `test:${randomUUID()}` })
  await world.start()
  await until(world, id, { state: 'dead', attempts: 1, lastError: expect.stringContaining(reason) })
})

test('an unreachable channel gives up after a day; with somebody else to tell after minutes', async () => {
  await using world = await openOutboxWorld()
  await using phone = await startFakeWebhook()
  const fallbackId = await world.addChannel(webhookTo(phone.origin))
  const [lonely, backed] = [
    await world.addChannel(webhookTo('http://127.0.0.1:1')),
    await world.addChannel(webhookTo('http://127.0.0.1:1'), { fallbackId }),
  ]
  const [alone, covered] = [await world.queue(lonely), await world.queue(backed)]
  await world.start()
  for (const id of [alone, covered])
    await until(world, id, { state: 'waiting', attempts: 1, lastError: expect.any(String) })
  world.advance(FALLBACK_AFTER_MS)
  await until(world, covered, { state: 'dead' })
  await vi.waitFor(() => expect(phone.shown).toHaveLength(1), soon)
  await until(world, alone, { state: 'waiting', attempts: 2 })
  world.advance(LONGEST_TRY_MS)
  await until(world, alone, { state: 'dead' })
})

test('the breaker opens after failures in a row, lets one delivery look, and closes', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook()
  const channelId = await world.addChannel(webhookTo(fake.origin))
  for (let count = 0; count <= BREAKER.failures; count++) fake.next({ status: 503 })
  const ids: string[] = []
  for (let count = 0; count < BREAKER.failures + 3; count++) ids.push(await world.queue(channelId))
  await world.start({ pace: { perChannel: 1 } })
  await vi.waitFor(async () => expect((await world.channelOf(channelId)).brokenUntil).not.toBeNull(), soon)
  expect(fake.calls).toHaveLength(BREAKER.failures)
  // Others go on meanwhile.
  await using healthy = await startFakeWebhook()
  await until(world, await world.queue(await world.addChannel(webhookTo(healthy.origin))), { state: 'sent' })
  expect(fake.calls).toHaveLength(BREAKER.failures)

  world.advance(BREAKER.firstPauseMs + 1000)
  await vi.waitFor(
    async () => expect(await world.channelOf(channelId)).toMatchObject({ failures: BREAKER.failures + 1 }),
    soon,
  )
  expect(fake.calls).toHaveLength(BREAKER.failures + 1)

  world.advance(10 * 60_000)
  for (const id of ids) await until(world, id, { state: 'sent' })
  expect(await world.channelOf(channelId)).toMatchObject({ failures: 0, brokenUntil: null, lastError: null })
})

test('a slow channel holds up no other, and is cut off', async () => {
  await using world = await openOutboxWorld()
  await using silent = await listen(createServer(() => undefined))
  await using fake = await startFakeWebhook()
  const slow = await world.addChannel(webhookTo(`http://127.0.0.1:${silent.port}`))
  const stuck: string[] = []
  for (let count = 0; count < 20; count++) stuck.push(await world.queue(slow))
  await world.start({ pace: { attemptMs: 1500, inHand: 8 } })
  await vi.waitFor(async () => expect((await world.deliveryOf(stuck[0] ?? '')).attempts).toBe(1), soon)
  const startedMs = performance.now()
  await until(world, await world.queue(await world.addChannel(webhookTo(fake.origin))), { state: 'sent' })
  expect(performance.now() - startedMs).toBeLessThan(1500)
  await vi.waitFor(async () => expect(await world.attemptsOf(stuck[0] ?? '')).toEqual(['unsure']), soon)
  await until(world, stuck[0] ?? '', { lastError: expect.stringContaining('Cut off') })
})

test('a database that goes away after the provider took the notice leads to no second one', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook({ dedup: false })
  const id = await world.queue(await world.addChannel(webhookTo(fake.origin)))
  const { pathname } = new URL(world.url)
  const name = pathname.slice(1)
  const server = new URL('/postgres', world.url).href
  const allow = (allowed: boolean) =>
    withClient(server, async (client) => {
      await client.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS ${allowed}`)
      if (!allowed)
        await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [name])
    })
  const notifier = await world.start({
    async fault(point) {
      if (point === 'answered' && fake.calls.length === 1) await allow(false)
    },
  })
  await vi.waitFor(() => expect(notifier.notReady()).toEqual(['notifier: the database is not reachable']), soon)
  await allow(true)
  await until(world, id, { state: 'sent', attempts: 1 })
  await vi.waitFor(() => expect(notifier.notReady()).toEqual([]), soon)
  expect(fake.calls).toHaveLength(1)
})

test('shutdown lets what is in hand end, and says what it cut off', async () => {
  await using world = await openOutboxWorld()
  await using silent = await listen(createServer(() => undefined))
  const answers: (() => void)[] = []
  await using patient = await listen(createServer((_, res) => void answers.push(() => res.end('ok'))))
  const ends = await world.queue(await world.addChannel(webhookTo(`http://127.0.0.1:${patient.port}`)))
  const hangs = await world.queue(await world.addChannel(webhookTo(`http://127.0.0.1:${silent.port}`)))
  const notifier = await world.start({ pace: { drainMs: 300 } })
  await vi.waitFor(async () => expect((await world.deliveryOf(hangs)).attempts).toBe(1), soon)
  await vi.waitFor(() => expect(answers).toHaveLength(1), soon)
  const ended = notifier[Symbol.asyncDispose]()
  for (const answer of answers) answer()
  await ended
  expect(await world.deliveryOf(ends)).toMatchObject({ state: 'sent' })
  expect(await world.deliveryOf(hangs)).toMatchObject({
    state: 'waiting',
    lastError: expect.stringContaining('Cut off'),
  })
  expect(await world.attemptsOf(hangs)).toEqual(['unsure'])
  expect(await world.database.prisma.channel.findMany({ where: { failures: { gt: 0 } } })).toEqual([])
})

test('a test of a channel is tried once, breaker or not, and falls back on nobody', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook()
  await using phone = await startFakeWebhook()
  const fallbackId = await world.addChannel(webhookTo(phone.origin))
  const channelId = await world.addChannel(webhookTo(fake.origin), { fallbackId })
  const brokenUntil = new Date(world.now() + 3_600_000)
  await world.database.prisma.channel.update({ where: { id: channelId }, data: { failures: 9, brokenUntil } })
  fake.next({ status: 503 })
  await world.start()
  await until(world, await world.queue(channelId, { eventKey: `test:${randomUUID()}` }), { state: 'dead', attempts: 1 })
  await until(world, await world.queue(channelId, { eventKey: `test:${randomUUID()}` }), { state: 'sent', attempts: 1 })
  expect(await world.channelOf(channelId)).toMatchObject({ failures: 0, brokenUntil: null })
  expect(phone.calls).toEqual([])
})

test('secrets that cannot be opened wait for their key; what nobody wants is dropped', async () => {
  await using world = await openOutboxWorld()
  await using fake = await startFakeWebhook()
  const channelId = await world.addChannel({ ...webhookTo(fake.origin), secret: 'shared' })
  const settings = { ...webhookTo(fake.origin), secret: 'sealed:v1:00000000:AAAA:AAAA' }
  await world.database.prisma.channel.update({ where: { id: channelId }, data: { settings } })
  const sealed = await world.queue(channelId)
  const off = await world.queue(await world.addChannel(webhookTo(fake.origin), { enabled: false }))
  await world.start()
  await until(world, sealed, { state: 'waiting', attempts: 1, lastError: expect.stringContaining('enter them again') })
  await until(world, off, { state: 'dropped', lastError: 'The channel is switched off' })
  expect(await world.channelOf(channelId)).toMatchObject({ failures: 0 })
  expect(fake.calls).toEqual([])
})
