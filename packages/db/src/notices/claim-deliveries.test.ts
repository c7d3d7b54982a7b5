import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openTestStore } from '../../test/fixtures.js'
import { LEASE_MS, openOutbox } from '../../test/outbox.js'
import { BREAKER } from './breaker.js'
import { recordSent } from './record-outcome.js'

const NOW = Date.now() + 60_000
const MINUTE = 60_000
const SENT = { atMs: NOW, sentMs: NOW + 20, durationMs: 20, httpStatus: 200, receipt: null, note: null }

test('a claim is a lease: counted, noted as cut off, and due again when nobody says how it went', async () => {
  await using store = await openTestStore()
  const outbox = await openOutbox(store.database)
  const id = await outbox.queue(await outbox.addChannel(), { checkedAtMs: NOW - 5000 })
  const [claimed] = await outbox.claim(NOW)
  expect(claimed).toMatchObject({
    id,
    attempt: 1,
    checkedMs: NOW - 5000,
    firstAttemptMs: NOW,
    channelKind: 'slack',
    isTest: false,
    isProbe: false,
    hasFallback: false,
  })
  expect(await outbox.claim(NOW + LEASE_MS - 1)).toEqual([])
  expect(await outbox.attemptsOf(id)).toMatchObject([{ attempt: 1, outcome: 'unsure' }])
  expect(await outbox.claim(NOW + LEASE_MS)).toMatchObject([{ id, attempt: 2, firstAttemptMs: NOW }])
  // What this process is trying still, although its lease ran out, it does not claim a second time.
  const channelId = claimed?.channelId ?? ''
  expect(await outbox.claim(NOW + 10 * MINUTE, { inHand: [{ id, channelId }] })).toEqual([])
})

test('what has no time, or one to come, is left alone, whoever holds it', async () => {
  await using store = await openTestStore()
  const { prisma } = store.database
  const outbox = await openOutbox(store.database)
  const channelId = await outbox.addChannel()
  const later = await outbox.queue(channelId, { dueMs: NOW + 1 })
  const never = await outbox.queue(channelId)
  await prisma.delivery.update({ where: { id: never }, data: { nextAttemptAt: null, heldBy: 'digest' } })
  expect(await outbox.claim(NOW)).toEqual([])
  expect(await outbox.claim(NOW + 1)).toMatchObject([{ id: later }])
})

test('notices about an incident go out in the order in which they were queued, on each channel for itself', async () => {
  await using store = await openTestStore()
  const outbox = await openOutbox(store.database)
  const [one, two] = [await outbox.addChannel(), await outbox.addChannel()]
  const incidentId = randomUUID()
  const opened = await outbox.queue(one, { incidentId, dueMs: NOW + MINUTE }) // waits longer than what comes after it
  const resolved = await outbox.queue(one, { incidentId })
  const other = await outbox.queue(one, { incidentId: randomUUID() })
  const elsewhere = await outbox.queue(two, { incidentId })
  const ids = async (nowMs: number) => (await outbox.claim(nowMs)).map(({ id }) => id)
  expect(new Set(await ids(NOW))).toEqual(new Set([other, elsewhere]))
  const [first] = await outbox.claim(NOW + MINUTE)
  expect(first?.id).toBe(opened)
  if (!first) return
  expect(await ids(NOW + MINUTE + 1)).not.toContain(resolved)
  await recordSent(store.database.pool, first, SENT)
  expect(await ids(NOW + MINUTE + 2)).toContain(resolved)
})

test('notifiers that claim at once share the deliveries without any overlap, and never two of one incident', async () => {
  await using store = await openTestStore()
  const outbox = await openOutbox(store.database)
  const channels = await Promise.all([outbox.addChannel(), outbox.addChannel(), outbox.addChannel()])
  const incidents = [randomUUID(), randomUUID(), randomUUID()]
  const queued: string[] = []
  for (const channelId of channels)
    for (const incidentId of [...incidents, ...incidents]) queued.push(await outbox.queue(channelId, { incidentId }))
  const order: string[] = []
  for (let nowMs = NOW; order.length < queued.length; nowMs += 1) {
    const claims = await Promise.all([1, 2, 3, 4].map(() => outbox.claim(nowMs)))
    const claimed = claims.flat()
    const pairs = claimed.map(({ id }) => outbox.deliveryOf(id))
    const keys = (await Promise.all(pairs)).map(({ channelId, incidentId }) => `${channelId} ${incidentId}`)
    expect(new Set(keys).size).toBe(keys.length)
    for (const delivery of claimed) {
      expect(await recordSent(store.database.pool, delivery, SENT)).toBe(true)
      order.push(delivery.id)
    }
  }
  expect(new Set(order)).toEqual(new Set(queued))
  expect(order).toHaveLength(queued.length)
})

test('a channel has only so many in hand at once, and no channel takes the places of another', async () => {
  await using store = await openTestStore()
  const outbox = await openOutbox(store.database)
  const [busy, calm] = [await outbox.addChannel(), await outbox.addChannel()]
  for (let count = 0; count < 6; count++) await outbox.queue(busy)
  const first = await outbox.claim(NOW, { perChannel: 2 })
  expect(first).toHaveLength(2)
  const inHand = first.map(({ id, channelId }) => ({ id, channelId }))
  const waiting = await outbox.queue(calm)
  expect(await outbox.claim(NOW, { perChannel: 2, inHand })).toMatchObject([{ id: waiting }])
  expect(await outbox.claim(NOW, { perChannel: 4, inHand })).toHaveLength(2)
})

test('an open breaker holds a channel, but no test of it; then one delivery at a time looks whether it works', async () => {
  await using store = await openTestStore()
  const outbox = await openOutbox(store.database)
  const brokenUntil = new Date(NOW + MINUTE)
  const channelId = await outbox.addChannel({ failures: BREAKER.failures, brokenUntil })
  await outbox.queue(channelId)
  await outbox.queue(channelId)
  expect(await outbox.claim(NOW)).toEqual([])
  const test = await outbox.queue(channelId, { eventKey: `test:${randomUUID()}` })
  expect(await outbox.claim(NOW)).toMatchObject([{ id: test, isTest: true, isProbe: false }])
  await store.database.prisma.delivery.delete({ where: { id: test } })

  const probes = (await Promise.all([1, 2, 3].map(() => outbox.claim(NOW + MINUTE)))).flat()
  expect(probes).toMatchObject([{ isProbe: true }])
  expect(await outbox.claim(NOW + MINUTE + 1)).toEqual([])
  const [probe] = probes
  if (!probe) return
  await recordSent(store.database.pool, probe, SENT)
  expect(await outbox.channelOf(channelId)).toMatchObject({ failures: 0, brokenUntil: null, lastError: null })
  expect(await outbox.claim(NOW + MINUTE + 2)).toMatchObject([{ isProbe: false }])
})
