import { slotsIn } from '@mointering/monitoring-core/schedule'
import { expect, test } from 'vitest'
import { addMonitor, openTestStore, resultRow, write } from '../../test/fixtures.js'
import { readMetrics } from './read-metrics.js'
import { readSummaries } from './read-summaries.js'
import { readUptime } from './read-uptime.js'
import { rollUpDue } from './rollup.js'
import { HOUR_MS } from './time-spans.js'

const nowMs = Date.UTC(2026, 4, 5, 10, 30)
const fromMs = nowMs - 5 * HOUR_MS
const hourAgo = { '1h': HOUR_MS }

test('results at no slot of the schedule neither fill a gap nor raise coverage above 1', async () => {
  await using store = await openTestStore()
  const monitor = await addMonitor(store.database, { intervalSeconds: 600, nowMs: fromMs })
  const slots = [...slotsIn(monitor.id, monitor.revisions, 0, nowMs - 60_000)]
  const row = (slotMs: number) => resultRow({ monitorKey: monitor.key, slotMs })
  await write(
    store.database,
    slots.slice(1).flatMap((slotMs) => [row(slotMs), row(slotMs + 1), row(slotMs + 2)]),
  )
  for (const roll of [false, true]) {
    if (roll) await rollUpDue(store.database.pool, nowMs)
    const { summary } = await readMetrics(store.database.pool, {
      monitor,
      fromMs: fromMs - HOUR_MS,
      toMs: nowMs - 60_000,
      stepSeconds: 3600,
      nowMs,
    })
    expect(summary).toMatchObject({ expected: slots.length, observed: slots.length - 1, uptime: 1 })
    expect(summary.coverage).toBeLessThan(1)
  }
})

test('gaps are buckets with nulls, and what nobody saw is neither up nor down', async () => {
  await using store = await openTestStore()
  const monitor = await addMonitor(store.database, { intervalSeconds: 600, nowMs: fromMs })
  const [first] = slotsIn(monitor.id, monitor.revisions, 0, nowMs)
  if (first === undefined) throw new Error('no slot')
  await write(store.database, [
    resultRow({ monitorKey: monitor.key, slotMs: first, verdict: 'down', totalMs: 9000 }),
    resultRow({ monitorKey: monitor.key, slotMs: first + 600_000, verdict: 'unknown' }),
    resultRow({ monitorKey: monitor.key, slotMs: first + 1_200_000, verdict: 'degraded', totalMs: 500 }),
  ])
  const { buckets } = await readMetrics(store.database.pool, { monitor, fromMs, toMs: nowMs, stepSeconds: 3600, nowMs })
  expect(buckets).toHaveLength(6)
  expect(buckets.at(-1)).toMatchObject({
    observed: 0,
    uptime: null,
    coverage: 0,
    p50Ms: null,
    averageMs: null,
    phases: { dnsMs: null },
  })
  const { summary } = await readMetrics(store.database.pool, { monitor, fromMs, toMs: nowMs, stepSeconds: 3600, nowMs })
  expect(summary).toMatchObject({ up: 0, degraded: 1, down: 1, unknown: 1, observed: 2, uptime: 0.5, averageMs: 500 })
  expect(Math.abs((summary.p99Ms ?? 0) - 500)).toBeLessThan(6)
})

test('a slot whose check may still run is expected only once it has a result', async () => {
  await using store = await openTestStore()
  const monitor = await addMonitor(store.database, { intervalSeconds: 10, nowMs: nowMs - 5000 })
  const slots = [...slotsIn(monitor.id, monitor.revisions, 0, nowMs)]
  const read = async () => (await readUptime(store.database.pool, [monitor], hourAgo, nowMs)).get(monitor.key)?.['1h']
  expect(await read()).toEqual({ uptime: null, coverage: null, expected: 0, observed: 0 })
  await write(
    store.database,
    slots.map((slotMs) => resultRow({ monitorKey: monitor.key, slotMs })),
  )
  expect(await read()).toEqual({ uptime: 1, coverage: 1, expected: slots.length, observed: slots.length })
})

test('a summary has the last result, also of a monitor that fell silent days ago, rolled up or not', async () => {
  await using store = await openTestStore()
  const { pool } = store.database
  const [silent, never] = [
    await addMonitor(store.database, { nowMs: nowMs - 80 * HOUR_MS }),
    await addMonitor(store.database),
  ]
  const [slotMs] = slotsIn(silent.id, silent.revisions, 0, nowMs)
  if (slotMs === undefined) throw new Error('no slot')
  await write(store.database, [resultRow({ monitorKey: silent.key, slotMs, verdict: 'down', message: 'Gone' })])
  for (const roll of [false, true]) {
    if (roll) await rollUpDue(pool, nowMs)
    const summaries = await readSummaries(pool, [silent, never], nowMs)
    expect(summaries.get(silent.key)?.lastResult).toMatchObject({
      slot: new Date(slotMs).toISOString(),
      message: 'Gone',
    })
    expect(summaries.get(silent.key)?.days).toHaveLength(30)
    expect(summaries.get(never.key)).toMatchObject({ lastResult: null, uptime24h: { uptime: null, observed: 0 } })
    expect(summaries.get(never.key)?.sparkline).toEqual(Array.from({ length: 24 }, () => null))
  }
})

test('too many buckets are refused', async () => {
  await using store = await openTestStore()
  const monitor = { id: 'a', key: 1, revisions: [] }
  await expect(readMetrics(store.database.pool, { monitor, fromMs: 0, toMs: nowMs, stepSeconds: 60 })).rejects.toThrow(
    RangeError,
  )
})
