import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { expect, test, vi } from 'vitest'
import { openTestStore } from '../../test/fixtures.js'
import { LEASE_MS, openOutbox } from '../../test/outbox.js'
import { inTransaction } from '../transaction.js'
import { BREAKER } from './breaker.js'
import type { ClaimedDelivery } from './claim-deliveries.js'
import { dropUnwanted, giveUpOverdue } from './end-waiting.js'
import { readNextDue, readWaiting } from './read-waiting.js'
import { recordDead, recordFailure, recordSent, recordTold } from './record-outcome.js'

const NOW = Date.now() + 60_000
const MINUTE = 60_000
const FACTS = { atMs: NOW, durationMs: 12.5, httpStatus: 503 }
const SENT = { ...FACTS, sentMs: NOW + 20, httpStatus: 200, receipt: 'r\0-1', note: null }
const PASSING = {
  ...FACTS,
  nowMs: NOW,
  reason: 'HTTP 503',
  retryAtMs: NOW + 5000,
  outcome: 'passing',
  countsAgainstChannel: true,
  channelWaitsUntilMs: null,
} as const
const PERMANENT = { ...FACTS, nowMs: NOW, reason: 'HTTP 404: gone', outcome: 'permanent', answered: true } as const

async function openWith(count: number) {
  const store = await openTestStore()
  const outbox = await openOutbox(store.database)
  const channelId = await outbox.addChannel()
  for (let index = 0; index < count; index++) await outbox.queue(channelId)
  return { ...outbox, ...store, pool: store.database.pool, channelId }
}
const first = <Thing>(things: readonly Thing[]): Thing => {
  const [thing] = things
  if (thing === undefined) throw new Error('there is none')
  return thing
}

test('what the provider took is sent, once, with its receipt and its attempt', async () => {
  await using outbox = await openWith(1)
  const claimed = first(await outbox.claim(NOW))
  await recordTold(outbox.pool, claimed.id, 'a@example.org')
  await recordTold(outbox.pool, claimed.id, 'a@example.org')
  expect(await recordSent(outbox.pool, claimed, SENT)).toBe(true)
  expect(await recordSent(outbox.pool, claimed, { ...SENT, receipt: 'r-2' })).toBe(false)
  expect(await outbox.deliveryOf(claimed.id)).toMatchObject({
    state: 'sent',
    receipt: 'r-1',
    nextAttemptAt: null,
    sentAt: new Date(NOW + 20),
    toldParts: ['a@example.org'],
  })
  expect(await outbox.attemptsOf(claimed.id)).toMatchObject([{ outcome: 'sent', durationMs: 12.5, httpStatus: 200 }])
  expect((await outbox.channelOf(outbox.channelId)).lastSentAt).toEqual(new Date(NOW + 20))
})

test('a claim that ran out says nothing about the next one, but that it was sent', async () => {
  await using outbox = await openWith(1)
  const late = first(await outbox.claim(NOW))
  const next = first(await outbox.claim(NOW + LEASE_MS))
  await recordFailure(outbox.pool, late, PASSING)
  expect((await recordDead(outbox.pool, late, PERMANENT)).ended).toBe(false)
  expect(await outbox.deliveryOf(next.id)).toMatchObject({
    state: 'waiting',
    nextAttemptAt: new Date(NOW + 2 * LEASE_MS),
  })
  expect(await recordSent(outbox.pool, late, SENT)).toBe(true)
  await recordFailure(outbox.pool, next, PASSING)
  expect(await outbox.deliveryOf(next.id)).toMatchObject({ state: 'sent', nextAttemptAt: null })
  expect(await outbox.attemptsOf(next.id)).toMatchObject([{ outcome: 'sent' }, { outcome: 'passing' }])
})

test('failures in a row open the breaker, each time for longer; asking for patience does not', async () => {
  await using outbox = await openWith(BREAKER.failures + 3)
  const pauses: number[] = []
  let nowMs = NOW
  for (let count = 1; count <= BREAKER.failures + 1; count++) {
    const claimed = first(await outbox.claim(nowMs, { limit: 1 }))
    const isBroken = await recordFailure(outbox.pool, claimed, { ...PASSING, nowMs, retryAtMs: nowMs + MINUTE })
    expect(isBroken).toBe(count >= BREAKER.failures)
    const { brokenUntil, failures } = await outbox.channelOf(outbox.channelId)
    expect(failures).toBe(count)
    if (brokenUntil) pauses.push(brokenUntil.getTime() - nowMs)
    nowMs = brokenUntil?.getTime() ?? nowMs
  }
  expect(pauses).toEqual([BREAKER.firstPauseMs, 2 * BREAKER.firstPauseMs])

  const probe = first(await outbox.claim(nowMs, { limit: 1 }))
  expect(probe.isProbe).toBe(true)
  const patience = { ...PASSING, nowMs, countsAgainstChannel: false, channelWaitsUntilMs: nowMs + 7000 }
  await recordFailure(outbox.pool, probe, patience)
  expect(await outbox.channelOf(outbox.channelId)).toMatchObject({
    failures: BREAKER.failures + 1,
    brokenUntil: new Date(nowMs + 7000),
  })
})

test('the whole channel waits as long as the provider asks, whatever else comes back meanwhile', async () => {
  await using outbox = await openWith(4)
  const [limited, sent] = await outbox.claim(NOW, { perChannel: 2 })
  if (!limited || !sent) throw new Error('two are due')
  const channelWaitsUntilMs = NOW + 9000
  await recordFailure(outbox.pool, limited, { ...PASSING, countsAgainstChannel: false, channelWaitsUntilMs })
  await recordSent(outbox.pool, sent, SENT)
  expect(await outbox.claim(NOW + 8999)).toEqual([])
  expect((await outbox.claim(NOW + 9000)).length).toBeGreaterThan(1)
})

test('a dead delivery is told on the fall-back, once, over channels that are switched off, and never in a ring', async () => {
  await using store = await openTestStore()
  const { prisma, pool } = store.database
  const outbox = await openOutbox(store.database)
  const last = await outbox.addChannel({ name: 'Phone' })
  const off = await outbox.addChannel({ enabled: false, fallbackId: last })
  const channelId = await outbox.addChannel({ fallbackId: off, name: 'Chat' })
  await prisma.channel.update({ where: { id: last }, data: { fallbackId: channelId } })
  const incidentId = randomUUID()
  await outbox.queue(channelId, { incidentId, checkedAtMs: NOW - 100 })
  const claimed = first(await outbox.claim(NOW))
  expect(claimed.hasFallback).toBe(true)
  expect(await recordDead(pool, claimed, PERMANENT)).toEqual({ ended: true, toldFallback: true })
  expect(await recordDead(pool, claimed, PERMANENT)).toEqual({ ended: false, toldFallback: false })
  expect(await outbox.deliveryOf(claimed.id)).toMatchObject({ state: 'dead', lastError: 'HTTP 404: gone' })

  const instead = first(await outbox.claim(NOW))
  expect(instead).toMatchObject({ channelId: last, checkedMs: NOW - 100, hasFallback: false })
  expect(await outbox.deliveryOf(instead.id)).toMatchObject({ insteadOf: claimed.id, incidentId, severity: 'critical' })
  const told = { label: 'Told here because', value: 'Chat could not be reached' }
  expect(instead.notice).toMatchObject({ id: instead.id, facts: [{ label: 'Error' }, told] })
  expect(await recordDead(pool, instead, PERMANENT)).toEqual({ ended: true, toldFallback: false })
  expect(await prisma.delivery.count()).toBe(2)
})

test('a crash between the death and the fall-back leaves both undone', async () => {
  await using store = await openTestStore()
  const outbox = await openOutbox(store.database)
  const channelId = await outbox.addChannel({ fallbackId: await outbox.addChannel() })
  await outbox.queue(channelId)
  const claimed = first(await outbox.claim(NOW))
  const crash = recordDead(store.database.pool, claimed, PERMANENT, () => Promise.reject(new Error('killed')))
  await expect(crash).rejects.toThrow('killed')
  expect(await outbox.deliveryOf(claimed.id)).toMatchObject({ state: 'waiting' })
  expect(await recordDead(store.database.pool, claimed, PERMANENT)).toEqual({ ended: true, toldFallback: true })
})

test('what waited too long behind a breaker is given up, in order, sooner where somebody else can be told', async () => {
  await using store = await openTestStore()
  const { pool, prisma } = store.database
  const outbox = await openOutbox(store.database)
  const broken = { failures: BREAKER.failures, brokenUntil: new Date(NOW + 60 * MINUTE) }
  const lonely = await outbox.addChannel(broken)
  const fallbackId = await outbox.addChannel()
  const backed = await outbox.addChannel({ ...broken, fallbackId })
  const incidentId = randomUUID()
  const opened = await outbox.queue(backed, { incidentId })
  const resolved = await outbox.queue(backed, { incidentId })
  await outbox.queue(lonely)
  const sinceMs = (await outbox.deliveryOf(opened)).nextAttemptAt?.getTime() ?? 0
  const limits = { longestMs: 24 * 60 * MINUTE, withFallbackMs: 5 * MINUTE }
  const at = (afterMs: number) => giveUpOverdue(pool, { nowMs: sinceMs + afterMs, ...limits })
  expect(await at(5 * MINUTE - 1000)).toEqual({ dead: 0, toldFallback: 0 })
  expect(await at(5 * MINUTE + 1000)).toEqual({ dead: 1, toldFallback: 1 })
  expect(await at(5 * MINUTE + 1000)).toEqual({ dead: 1, toldFallback: 1 })
  const told = await prisma.delivery.findMany({ where: { channelId: fallbackId }, orderBy: { seq: 'asc' } })
  expect(told.map(({ insteadOf }) => insteadOf)).toEqual([opened, resolved])
  await prisma.channel.update({ where: { id: lonely }, data: { brokenUntil: new Date(NOW + 48 * 60 * MINUTE) } })
  expect(await at(24 * 60 * MINUTE + 1000)).toEqual({ dead: 1, toldFallback: 0 })
})

test('what nobody wants any more is dropped, and says why', async () => {
  await using store = await openTestStore()
  const { pool, prisma } = store.database
  const outbox = await openOutbox(store.database)
  const gone = await openOutbox(store.database)
  const off = await outbox.queue(await outbox.addChannel({ enabled: false }))
  const lost = await gone.queue(await gone.addChannel())
  const wanted = await outbox.queue(await outbox.addChannel())
  await prisma.workspace.update({ where: { id: gone.workspaceId }, data: { deletedAt: new Date() } })
  expect(await outbox.claim(NOW)).toMatchObject([{ id: wanted }])
  expect(await dropUnwanted(pool, NOW)).toBe(2)
  expect(await outbox.deliveryOf(off)).toMatchObject({ state: 'dropped', lastError: 'The channel is switched off' })
  expect(await outbox.deliveryOf(lost)).toMatchObject({ state: 'dropped', lastError: 'The workspace was deleted' })
  expect(await outbox.deliveryOf(wanted)).toMatchObject({ state: 'waiting' })
})

test('what waits can be counted, and when the next is due', async () => {
  await using outbox = await openWith(1)
  await outbox.queue(outbox.channelId, { dueMs: NOW + 5000 })
  expect(await readWaiting(outbox.pool, NOW)).toMatchObject({ waiting: 2, due: 1, oldestDueMs: expect.any(Number) })
  expect(await readNextDue(outbox.pool, NOW)).toBe(NOW + 5000)
  expect(await readNextDue(outbox.pool, NOW + 5000)).toBeNull()
})

test('a delivery that was deleted with its channel meanwhile is no trouble', async () => {
  await using outbox = await openWith(1)
  const claimed = first(await outbox.claim(NOW))
  await outbox.database.prisma.channel.delete({ where: { id: outbox.channelId } })
  expect(await recordSent(outbox.pool, claimed, SENT)).toBe(false)
  expect(await recordFailure(outbox.pool, claimed, PASSING)).toBe(false)
  expect(await recordDead(outbox.pool, claimed, PERMANENT)).toEqual({ ended: false, toldFallback: false })
})

test('who deletes a channel and who notes how its delivery went wait for each other once, not in a circle', async () => {
  for (const record of [
    (pool: pg.Pool, claimed: ClaimedDelivery) => recordSent(pool, claimed, SENT),
    (pool: pg.Pool, claimed: ClaimedDelivery) => recordFailure(pool, claimed, PASSING),
    (pool: pg.Pool, claimed: ClaimedDelivery) => recordDead(pool, claimed, PERMANENT).then(({ ended }) => ended),
  ]) {
    await using outbox = await openWith(1)
    const { pool, channelId } = outbox
    const claimed = first(await outbox.claim(NOW))
    const recorded = await inTransaction(pool, async (client) => {
      await client.query('SELECT FROM channel WHERE id = $1 FOR UPDATE', [channelId])
      const recording = record(pool, claimed)
      const blocked = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
      await vi.waitFor(async () => expect((await pool.query(blocked)).rowCount).toBe(1))
      await client.query('DELETE FROM channel WHERE id = $1', [channelId])
      return { recording }
    })
    expect(await recorded.recording).toBe(false)
  }
})
