import { describe, expect, test } from 'vitest'
import { addMonitor, openTestStore, resultRow, type TestStore, write } from '../../test/fixtures.js'
import { sqlFromDatabaseToSchema } from '../../test/schema-diff.js'
import { applyRetention, DEFAULT_RETENTION } from '../maintenance/retention.js'
import { prepareDatabase } from '../prepare-database.js'
import { readMetrics } from '../timeseries/read-metrics.js'
import { readResults } from '../timeseries/read-results.js'
import { rollUpDue } from '../timeseries/rollup.js'
import { DAY_MS, floorTo, HOUR_MS } from '../timeseries/time-spans.js'
import type { StorageBackendName } from './storage-backend.js'

const nowMs = Date.now()
const today = floorTo(nowMs, DAY_MS)

/** What every storage backend promises. `serverUrl` is a server that has what the backend needs; absent = the one of this run. */
export function storageBackendContract(storage: StorageBackendName, serverUrl?: string): void {
  const open = () => openTestStore({ storage, ...(serverUrl === undefined ? {} : { serverUrl }) })
  const failing = (slotMs: number) =>
    resultRow({ monitorKey: 1, slotMs, verdict: 'down', message: 'It did not answer' })
  const stored = async ({ database }: TestStore) => {
    const page = await readResults(database.pool, { monitorKey: 1, fromMs: 0, toMs: nowMs + 90 * DAY_MS, limit: 100 })
    return page.items.map(({ slot, message }) => (message === 'It did not answer' ? Date.parse(slot) : null))
  }

  describe(`storage backend: ${storage}`, () => {
    test('is remembered, and starting again, also many at once, changes nothing', async () => {
      await using store = await open()
      await write(store.database, [failing(nowMs)])
      const again = await Promise.all([1, 2, 3].map(() => prepareDatabase(store.database.pool)))
      expect(again.map(({ name }) => name)).toEqual([storage, storage, storage])
      expect(await stored(store)).toEqual([nowMs])
    })

    test('leaves no difference between schema.prisma and the database', async () => {
      await using store = await open()
      await write(store.database, [failing(nowMs), failing(nowMs - 40 * DAY_MS)])
      expect((await sqlFromDatabaseToSchema(store.url)).trim()).toBe('-- This is an empty migration.')
    })

    test('takes results of any day, once, and keeps them when room is made for their day later', async () => {
      await using store = await open()
      const slots = [nowMs + 20 * DAY_MS, nowMs, nowMs - DAY_MS, nowMs - 20 * DAY_MS]
      expect(await write(store.database, slots.map(failing))).toHaveLength(4)
      await store.storage.ensureAhead(new Date(nowMs))
      await store.storage.ensureAhead(new Date(nowMs - 20 * DAY_MS))
      expect(await stored(store)).toEqual(slots)
      expect(await write(store.database, slots.map(failing))).toEqual([])
    })

    test('compressed days can be read, and written to, and compressed again', async () => {
      await using store = await open()
      const old = today - 5 * DAY_MS
      await write(store.database, [failing(old), failing(old + 1000)])
      await store.storage.compressOlderThan(new Date(today - DAY_MS))
      expect(await write(store.database, [failing(old + 1000), failing(old + 2000)])).toHaveLength(1)
      await store.storage.compressOlderThan(new Date(today - DAY_MS))
      expect(await stored(store)).toEqual([old + 2000, old + 1000, old])
      expect(await store.storage.compressOlderThan(new Date(today - DAY_MS))).toBe(0)
    })

    test('drops whole days and nothing else, results and their texts', async () => {
      await using store = await open()
      const slots = [nowMs, today - 3 * DAY_MS, today - 3 * DAY_MS - 1, today - 50 * DAY_MS]
      await write(store.database, slots.map(failing))
      await store.storage.ensureAhead(new Date(nowMs))
      expect(await store.storage.dropOlderThan(new Date(today - 3 * DAY_MS))).toBe(4)
      expect(await stored(store)).toEqual(slots.slice(0, 2))
      const texts = await store.database.pool.query('SELECT FROM check_evidence')
      expect(texts.rowCount).toBe(2)
    })

    test('tells what it holds', async () => {
      await using store = await open()
      await write(store.database, [failing(nowMs), failing(today - 9 * DAY_MS)])
      await store.storage.ensureAhead(new Date(nowMs))
      const stats = await store.storage.stats()
      expect(stats).toMatchObject({ backend: storage, compressedParts: 0, oldest: new Date(today - 9 * DAY_MS) })
      expect(stats.parts).toBeGreaterThanOrEqual(4)
      expect(stats.totalBytes).toBeGreaterThan(0)
    })

    test('retention keeps the rollups of results that it drops, even when a result of those days comes late', async () => {
      await using store = await open()
      const fromMs = today - 8 * DAY_MS
      const monitor = await addMonitor(store.database, { intervalSeconds: 3600, nowMs: fromMs })
      const slotMs = (monitor.revisions[0]?.effectiveFromMs ?? 0) + HOUR_MS
      await write(store.database, [resultRow({ monitorKey: monitor.key, slotMs })])
      await rollUpDue(store.database.pool, nowMs)
      await applyRetention(store.database.pool, store.storage, { nowMs, ...DEFAULT_RETENTION, rawDays: 5 })
      await write(store.database, [resultRow({ monitorKey: monitor.key, slotMs, region: 'late', verdict: 'down' })])
      await rollUpDue(store.database.pool, nowMs)
      const metrics = await readMetrics(store.database.pool, {
        monitor,
        fromMs,
        toMs: fromMs + 2 * DAY_MS,
        stepSeconds: 86_400,
      })
      expect(metrics.summary).toMatchObject({ up: 1, down: 0, uptime: 1, averageMs: 20 })
    })
  })
}
