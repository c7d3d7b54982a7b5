import { slotsIn } from '@mointering/monitoring-core/schedule'
import { VERDICTS } from '@mointering/monitoring-core/verdict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonitor, openTestStore, resultRow, revisionsOf, type TestStore, write } from '../../test/fixtures.js'
import { reviseSchedule } from '../monitors/schedule-revisions.js'
import type { MonitorSchedule } from './expectation.js'
import { readMetrics } from './read-metrics.js'
import { readSummaries } from './read-summaries.js'
import { readUptime, UPTIME_WINDOWS } from './read-uptime.js'
import type { ResultRow } from './result-row.js'
import { rollUpDue } from './rollup.js'
import { DAY_MS, HOUR_MS } from './time-spans.js'

const startMs = Date.UTC(2026, 2, 3, 21, 17)
const endMs = startMs + 3 * DAY_MS

const scenario = fc.record({
  seed: fc.integer({ min: 1, max: 1e9 }),
  changes: fc.array(
    fc.record({
      afterMs: fc.integer({ min: 1, max: 3 * DAY_MS }),
      intervalSeconds: fc.constantFrom(300, 420, 900),
      enabled: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  rolledAtMs: fc.integer({ min: startMs, max: endMs }),
  nowMs: fc.integer({ min: startMs + DAY_MS, max: endMs }),
  fromMs: fc.integer({ min: startMs - HOUR_MS, max: endMs - HOUR_MS }),
  stepSeconds: fc.constantFrom(900, 3600, 7200, 86_400),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never

test('metrics, uptime and summaries from rollups and edges equal those from raw rows alone, whatever was cut, changed or late', async () => {
  await using store = await openTestStore()
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      await forgetRollups(store)
      const monitor = await monitorOf(store, given)
      const rows = resultsOf(monitor, given)
      const isLate = ({ slotMs }: ResultRow) => hash(given.seed, slotMs + 7) % 5 === 0
      const read = () => readAll(store, monitor, given)

      await write(store.database, rows)
      const fromRaw = await read()
      await store.database.pool.query('DELETE FROM check_result; DELETE FROM dirty_hour')
      await write(
        store.database,
        rows.filter((row) => !isLate(row)),
      )
      await rollUpDue(store.database.pool, given.rolledAtMs)
      await write(store.database, rows.filter(isLate))
      await rollUpDue(store.database.pool, given.rolledAtMs)
      expect(closely(await read())).toEqual(closely(fromRaw))

      await rollUpDue(store.database.pool, endMs + DAY_MS)
      expect(closely(await read())).toEqual(closely(fromRaw))
      await store.database.pool.query('DELETE FROM check_result; DELETE FROM dirty_hour')
    }),
    { numRuns: 10, endOnFailure: true },
  )
}, 120_000)

async function monitorOf({ database }: TestStore, { changes }: Scenario): Promise<MonitorSchedule> {
  const monitor = await addMonitor(database, { intervalSeconds: 600, nowMs: startMs })
  for (const { afterMs, intervalSeconds, enabled } of changes.toSorted((a, b) => a.afterMs - b.afterMs)) {
    const change = {
      monitorKey: monitor.key,
      monitorId: monitor.id,
      intervalSeconds,
      enabled,
      nowMs: startMs + afterMs,
    }
    await database.prisma.$transaction((tx) => reviseSchedule(tx, change))
  }
  return { ...monitor, revisions: await revisionsOf(database.prisma, monitor.key) }
}

/** Some slots of the schedule, in one or two regions, with re-checks, and some that belong to no schedule. */
function resultsOf(monitor: MonitorSchedule, { seed }: Scenario): ResultRow[] {
  const rows: ResultRow[] = []
  for (const slotMs of slotsIn(monitor.id, monitor.revisions, startMs, endMs)) {
    for (const region of ['home', 'abroad']) {
      const chance = hash(seed, slotMs + region.length)
      if (chance % 3 === 0) continue
      const measured = {
        monitorKey: monitor.key,
        region,
        totalMs: (chance % 997) / 7,
        verdict: VERDICTS[chance % 4] ?? 'up',
      }
      rows.push(resultRow({ ...measured, slotMs }))
      if (chance % 5 === 0) rows.push(resultRow({ ...measured, slotMs, attempt: 1, verdict: 'up' }))
      if (chance % 7 === 0) rows.push(resultRow({ ...measured, slotMs: slotMs + 1234 }))
    }
  }
  return rows
}

async function readAll({ database: { pool } }: TestStore, monitor: MonitorSchedule, given: Scenario) {
  const { fromMs, nowMs, stepSeconds } = given
  const summary = (await readSummaries(pool, [monitor], nowMs)).get(monitor.key)
  const window = { monitor, fromMs, toMs: Math.max(nowMs, fromMs), stepSeconds, nowMs }
  return {
    metrics: await readMetrics(pool, window),
    abroad: await readMetrics(pool, { ...window, region: 'abroad' }),
    nowhere: await readMetrics(pool, { ...window, region: 'nowhere' }),
    uptime: (await readUptime(pool, [monitor], UPTIME_WINDOWS, nowMs)).get(monitor.key),
    summary: { ...summary, lastResult: undefined }, // not counted, and looked for elsewhere when it is old
  }
}

async function forgetRollups({ database: { pool } }: TestStore): Promise<void> {
  await pool.query(
    `DELETE FROM check_rollup_hour; DELETE FROM check_rollup_day; DELETE FROM installation WHERE name = 'rolled_up_to'`,
  )
}

/** Sums of fractions depend on their order in the last digits, nothing else may differ. */
const closely = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part: unknown) =>
    typeof part === 'number' ? Number(part.toPrecision(10)) : part,
  )

function hash(seed: number, value: number): number {
  let mixed = (seed ^ value) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b) >>> 0
  return (mixed ^ (mixed >>> 16)) >>> 0
}
