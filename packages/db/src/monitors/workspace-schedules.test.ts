import { expectedSlots } from '@mointering/monitoring-core/schedule'
import { expect, test } from 'vitest'
import { addMonitor, openTestStore, revisionsOf } from '../../test/fixtures.js'
import { readMonitorsByKey, readMonitorsChangedSince, readMonitorsOfShards } from '../pipeline/monitor-feed.js'
import { reviseSchedule } from './schedule-revisions.js'
import { resumeSchedules, suspendSchedules } from './workspace-schedules.js'

const nowMs = Date.UTC(2026, 5, 1, 12, 0, 30)
const MINUTE_MS = 60_000
const SHARDS = Array.from({ length: 1024 }, (_, shard) => shard)

async function threeMonitors(store: Awaited<ReturnType<typeof openTestStore>>) {
  const { prisma } = store.database
  const [active, paused, elsewhere] = [
    await addMonitor(store.database, { nowMs }),
    await addMonitor(store.database, { nowMs }),
    await addMonitor(store.database, { nowMs }),
  ]
  const { workspaceId } = await prisma.monitor.findUniqueOrThrow({ where: { key: active.key } })
  await prisma.monitor.update({ where: { key: paused.key }, data: { workspaceId, enabled: false } })
  const { key: monitorKey, id: monitorId } = paused
  await reviseSchedule(prisma, { monitorKey, monitorId, intervalSeconds: 60, enabled: false, nowMs: nowMs + 1 })
  return { active, paused, elsewhere, workspaceId }
}

test('a deleted workspace expects nothing until it comes back, and all of it stays countable', async () => {
  await using store = await openTestStore()
  const { prisma } = store.database
  const { active, paused, elsewhere, workspaceId } = await threeMonitors(store)
  const keys = await suspendSchedules(prisma, workspaceId, nowMs + 10 * MINUTE_MS)
  expect(keys.toSorted()).toEqual([active.key, paused.key].toSorted())
  const slotsOf = async ({ id, key }: typeof active) =>
    expectedSlots(id, await revisionsOf(prisma, key), 0, nowMs + 30 * MINUTE_MS)
  expect(await slotsOf(active)).toBe(11)
  expect(await slotsOf(elsewhere)).toBe(31)

  await resumeSchedules(prisma, workspaceId, nowMs + 20 * MINUTE_MS)
  expect(await slotsOf(active)).toBe(11 + 11)
  expect(await slotsOf(paused)).toBeLessThanOrEqual(1)
  expect((await revisionsOf(prisma, paused.key)).at(-1)?.enabled).toBe(false)

  // Undone within the slot in progress: without a trace, and twice does nothing.
  await suspendSchedules(prisma, workspaceId, nowMs + 30 * MINUTE_MS + 1)
  await resumeSchedules(prisma, workspaceId, nowMs + 30 * MINUTE_MS + 2)
  await resumeSchedules(prisma, workspaceId, nowMs + 30 * MINUTE_MS + 3)
  expect(await slotsOf(active)).toBe(11 + 11)
})

test('resuming in SQL begins where resuming a single monitor begins', async () => {
  await using store = await openTestStore()
  const { prisma } = store.database
  for (const intervalSeconds of [1, 7, 60, 3600, 86_400]) {
    const [one, other] = [
      await addMonitor(store.database, { intervalSeconds, nowMs }),
      await addMonitor(store.database, { intervalSeconds, nowMs }),
    ]
    const { workspaceId } = await prisma.monitor.findUniqueOrThrow({ where: { key: other.key } })
    const atMs = nowMs + 3 * 86_400_000 + 123
    await suspendSchedules(prisma, workspaceId, nowMs + 86_400_000)
    await resumeSchedules(prisma, workspaceId, atMs)
    const same = { monitorKey: one.key, monitorId: other.id, intervalSeconds }
    // As if it had been the other's: the slots of a monitor hang on its id.
    await prisma.scheduleRevision.deleteMany({ where: { monitorKey: one.key } })
    for (const [at, enabled] of [
      [nowMs, true],
      [nowMs + 86_400_000, false],
      [atMs, true],
    ] as const) {
      await reviseSchedule(prisma, { ...same, enabled, nowMs: at })
    }
    expect(await revisionsOf(prisma, other.key)).toEqual(await revisionsOf(prisma, one.key))
  }
})

test('the feed tells monitors of a deleted workspace as deleted', async () => {
  await using store = await openTestStore()
  const { prisma, pool } = store.database
  const { active, paused, elsewhere, workspaceId } = await threeMonitors(store)
  const changedMs = Date.now() + MINUTE_MS
  await prisma.workspace.update({ where: { id: workspaceId }, data: { deletedAt: new Date(nowMs) } })
  await suspendSchedules(prisma, workspaceId, changedMs)

  const ofShards = await readMonitorsOfShards(pool, SHARDS)
  expect(ofShards.monitors.map(({ key }) => key)).toEqual([elsewhere.key])
  const changed = await readMonitorsChangedSince(pool, changedMs)
  expect(changed.monitors.map(({ key, deleted }) => [key, deleted])).toEqual([
    [active.key, true],
    [paused.key, true],
  ])
  const { monitors } = await readMonitorsByKey(pool, [active.key, elsewhere.key])
  expect(monitors.map(({ deleted }) => deleted)).toEqual([true, false])
})
