import { randomUUID } from 'node:crypto'
import { createMailTransport } from '@mointering/backend-common/mail/mail-transport'
import { startMailSink } from '@mointering/test-kit/mail/mail-sink'
import { startFakeWebhook } from '@mointering/test-kit/providers/webhook'
import { expect, test, vi } from 'vitest'
import { LEASE_MS, openOutboxWorld, soon } from './notifier-in-test.js'

/** Every place between two effects, and whether the provider has taken the notice by then while nobody has noted it: the one window. */
const POINTS = [
  ['claim:taken', false],
  ['claimed', false],
  ['request:before', false],
  ['request:after', true],
  ['answered', true],
  ['recorded', false],
] as const

const matrix = POINTS.flatMap(([point, isWindow]) => [true, false].map((dedup) => ({ point, isWindow, dedup })))

test.each(matrix)(
  'killed at $point, dedup key $dedup: told, and repeated only in the window',
  async ({ point, isWindow, dedup }) => {
    await using world = await openOutboxWorld()
    await using fake = await startFakeWebhook({ dedup })
    const channelId = await world.addChannel({ kind: 'webhook', url: `${fake.origin}/` })
    const id = await world.queue(channelId)
    await world.crashAt(point)

    await world.start()
    const isLeft = point === 'claim:taken' // rolled back: due at once; all else when the lease has run out
    if (!isLeft) world.advance(LEASE_MS)
    await vi.waitFor(async () => expect((await world.deliveryOf(id)).state).toBe('sent'), soon)

    expect(fake.calls.length).toBe(isWindow ? 2 : 1)
    expect(fake.shown.length).toBe(isWindow && !dedup ? 2 : 1)
    const keys = fake.calls.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys)).toEqual(new Set([id]))
    const isSecond = !isLeft && point !== 'recorded'
    expect(await world.attemptsOf(id)).toEqual(isSecond ? ['unsure', 'sent'] : ['sent'])
  },
)

test('killed between the death of a delivery and its fall-back: both happen, once', async () => {
  await using world = await openOutboxWorld()
  await using gone = await startFakeWebhook({ secret: 'never matches' })
  await using phone = await startFakeWebhook()
  const fallbackId = await world.addChannel({ kind: 'webhook', url: `${phone.origin}/` })
  const channelId = await world.addChannel({ kind: 'webhook', url: `${gone.origin}/` }, { fallbackId })
  const id = await world.queue(channelId)
  await world.crashAt('dead:noted')
  expect(phone.calls).toEqual([])

  await world.start()
  world.advance(LEASE_MS)
  await vi.waitFor(() => expect(phone.shown).toHaveLength(1), soon)
  expect(await world.deliveryOf(id)).toMatchObject({ state: 'dead', attempts: 2 })
  expect(await world.database.prisma.delivery.count()).toBe(2)
})

test.each([
  ['part:accepted', ['ada', 'ada', 'bob']], // the window: the server has taken the mail, and nobody has noted it
  ['part:told', ['ada', 'bob']],
])('killed at %s between two recipients, the mails are to %j', async (point, expected) => {
  await using world = await openOutboxWorld()
  await using sink = await startMailSink()
  await using mail = createMailTransport({
    smtpUrl: sink.url,
    from: 'status@example.org',
    log: { debug: () => undefined, warn: () => undefined },
  })
  const channelId = await world.addChannel({ kind: 'email', to: ['ada@example.org', 'bob@example.org'] })
  const id = await world.queue(channelId)
  await world.crashAt(point, mail)

  await world.start({ mail })
  world.advance(LEASE_MS)
  await vi.waitFor(async () => expect((await world.deliveryOf(id)).state).toBe('sent'), soon)
  expect(sink.mails().map(({ to }) => to[0]?.split('@')[0])).toEqual(expected)
  expect(new Set(sink.mails().map(({ messageId }) => messageId)).size).toBe(1)
})

test('two notifiers, one of which is killed, tell everything, once, in the order of each incident', async () => {
  await using world = await openOutboxWorld()
  const fakes = [await startFakeWebhook(), await startFakeWebhook(), await startFakeWebhook()]
  const incidents = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const expected = new Map<string, string[]>()
  for (const [channel, fake] of fakes.entries()) {
    const channelId = await world.addChannel({ kind: 'webhook', url: `${fake.origin}/` })
    for (let step = 0; step < 4; step++)
      for (const [incident, incidentId] of incidents.entries()) {
        const title = `step ${step}`
        await world.queue(channelId, { incidentId, title: `${incident} ${title}` })
        const key = `${channel} ${incident}`
        expected.set(key, [...(expected.get(key) ?? []), title])
      }
  }
  await world.crashAt('request:before')
  await Promise.all([world.start(), world.start()])
  // The dead one has one delivery of each channel, and so holds up one incident on each, until its leases run out.
  const countSent = () => world.database.prisma.delivery.count({ where: { state: 'sent' } })
  await vi.waitFor(async () => expect(await countSent()).toBe(36), soon)
  world.advance(LEASE_MS)
  await vi.waitFor(async () => expect(await countSent()).toBe(48), soon)

  const told = new Map<string, string[]>()
  for (const [channel, { calls }] of fakes.entries()) {
    for (const { body } of calls) {
      const [incident = '', ...words] = String(JSON.parse(body).title).split(' ')
      const key = `${channel} ${incident}`
      told.set(key, [...(told.get(key) ?? []), words.join(' ')])
    }
  }
  expect(told).toEqual(expected)
  for (const fake of fakes) await fake[Symbol.asyncDispose]()
})
