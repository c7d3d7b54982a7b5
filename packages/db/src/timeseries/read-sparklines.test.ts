import { slotsIn } from '@mointering/monitoring-core/schedule'
import { expect, test } from 'vitest'
import { addMonitor, openTestStore, resultRow, write } from '../../test/fixtures.js'
import { readSummaries } from './read-summaries.js'
import { rollUpDue } from './rollup.js'
import { HOUR_MS } from './time-spans.js'

const MINUTE_MS = 60_000
const nowMs = Date.UTC(2026, 4, 5, 10, 30)

/** The sparkline of a monitor made `ageMs` ago, each slot of which took as many ms as it is minutes old; before and after rolling up. */
async function sparklinesAt(ageMs: number, intervalSeconds: number) {
  await using store = await openTestStore()
  const monitor = await addMonitor(store.database, { intervalSeconds, nowMs: nowMs - ageMs })
  const slots = [...slotsIn(monitor.id, monitor.revisions, 0, nowMs)]
  await write(
    store.database,
    slots.map((slotMs) => resultRow({ monitorKey: monitor.key, slotMs, totalMs: (nowMs - slotMs) / MINUTE_MS + 1 })),
  )
  const read = async () =>
    (await readSummaries(store.database.pool, [monitor], nowMs)).get(monitor.key)?.sparkline ?? []
  const raw = await read()
  await rollUpDue(store.database.pool, nowMs)
  return [raw, await read()] as const
}

const falls = (values: readonly (number | null)[]) =>
  values.every((value, index) => index === 0 || (value ?? 0) < (values[index - 1] ?? 0))

test.each([
  { age: 20 * MINUTE_MS, interval: 10, least: 20, most: 22 },
  { age: 20 * MINUTE_MS, interval: 300, least: 4, most: 6 },
  { age: 150 * MINUTE_MS, interval: 60, least: 21, most: 24 },
  { age: 12 * HOUR_MS, interval: 600, least: 12, most: 13 },
  { age: 40 * HOUR_MS, interval: 600, least: 24, most: 24 },
])(
  'a monitor of $age ms that is checked every $interval s has a line over its life, at most a day',
  async ({ age, interval, least, most }) => {
    for (const sparkline of await sparklinesAt(age, interval)) {
      expect(sparkline.length).toBeGreaterThanOrEqual(least)
      expect(sparkline.length).toBeLessThanOrEqual(most)
      // Only the step under way may have no slot yet; all others do, so that the line has no holes.
      const whole = sparkline.slice(0, -1)
      expect(whole).not.toContain(null)
      expect(falls(whole)).toBe(true)
    }
  },
)

test('what was not seen in the first minutes is a gap', async () => {
  await using store = await openTestStore()
  const monitor = await addMonitor(store.database, { intervalSeconds: 60, nowMs: nowMs - 10 * MINUTE_MS })
  const slots = [...slotsIn(monitor.id, monitor.revisions, 0, nowMs)]
  const seen = slots.filter((_, index) => index !== 4)
  await write(
    store.database,
    seen.map((slotMs) => resultRow({ monitorKey: monitor.key, slotMs, totalMs: 5 })),
  )
  const summary = (await readSummaries(store.database.pool, [monitor], nowMs)).get(monitor.key)
  expect(summary?.sparkline.slice(0, 7)).toEqual([5, 5, 5, 5, null, 5, 5])
})
