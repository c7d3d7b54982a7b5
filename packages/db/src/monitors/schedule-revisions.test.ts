import { expectedSlots, slotInProgress } from '@mointering/monitoring-core/schedule'
import { anchorMs, slotAtOrBefore } from '@mointering/monitoring-core/slots'
import { expect, test } from 'vitest'
import { addMonitor, openTestStore, revisionsOf } from '../../test/fixtures.js'
import { reviseSchedule } from './schedule-revisions.js'

const nowMs = Date.UTC(2026, 5, 1, 12, 0, 30)
const MINUTE_MS = 60_000

test('a new monitor is due at once, and every change is countable', async () => {
  await using store = await openTestStore()
  const { prisma } = store.database
  const monitor = await addMonitor(store.database, { intervalSeconds: 60, nowMs })
  const change = (atMs: number, intervalSeconds: number, enabled: boolean) =>
    reviseSchedule(prisma, { monitorKey: monitor.key, monitorId: monitor.id, intervalSeconds, enabled, nowMs: atMs })
  const slot = slotAtOrBefore(anchorMs(monitor.id, MINUTE_MS), MINUTE_MS, nowMs)
  expect(slotInProgress(monitor.id, monitor.revisions, nowMs)).toBe(slot)

  await change(nowMs + 1, 60, true)
  expect(await revisionsOf(prisma, monitor.key)).toHaveLength(1)

  await change(nowMs + 10 * MINUTE_MS, 60, false)
  await change(nowMs + 20 * MINUTE_MS, 60, true)
  const revisions = await revisionsOf(prisma, monitor.key)
  expect(expectedSlots(monitor.id, revisions, 0, nowMs + 30 * MINUTE_MS)).toBe(11 + 11)
  expect(slotInProgress(monitor.id, revisions, nowMs + 20 * MINUTE_MS)).toBe(slot + 20 * MINUTE_MS)

  await change(nowMs + 40 * MINUTE_MS, 86_400, true)
  const slower = await revisionsOf(prisma, monitor.key)
  expect(expectedSlots(monitor.id, slower, 0, nowMs + 40 * MINUTE_MS)).toBe(11 + 21)
})

test('a pause within the slot in progress is undone without a trace', async () => {
  await using store = await openTestStore()
  const { prisma } = store.database
  const monitor = await addMonitor(store.database, { intervalSeconds: 86_400, nowMs })
  const change = (atMs: number, enabled: boolean) =>
    reviseSchedule(prisma, {
      monitorKey: monitor.key,
      monitorId: monitor.id,
      intervalSeconds: 86_400,
      enabled,
      nowMs: atMs,
    })
  await change(nowMs + 1000, false)
  await change(nowMs + 2000, true)
  const revisions = await revisionsOf(prisma, monitor.key)
  expect(revisions.every(({ enabled }) => enabled)).toBe(true)
  expect(expectedSlots(monitor.id, revisions, 0, nowMs + 86_400_000)).toBeGreaterThanOrEqual(1)
})
