import type { ResultsMessage } from '@mointering/api-contract/pipeline/messages'
import { expect, test } from 'vitest'
import { T0 } from '../testing/sample-monitor.js'
import { sampleResult } from '../testing/sample-result.js'
import { createProgress } from './progress.js'

const HOUR = 3_600_000
const endedAt = (startedAt: number, monitorKey = 7): ResultsMessage => ({
  type: 'results',
  results: [sampleResult({ monitorKey, startedAt, totalMs: 20 })],
})

function setUp() {
  const clock = { nowMs: T0, connected: true }
  const progress = createProgress({ now: () => clock.nowMs, connected: () => clock.connected })
  clock.nowMs = T0 + HOUR
  return { clock, progress }
}

test('while it works through what was kept, time is that of the results', () => {
  const { progress } = setUp()
  progress.note([endedAt(T0), endedAt(T0 + 5000)])
  expect(progress.seenUntilMs(7)).toBe(T0 + 5020)
})

test('a partition that has gone quiet has shown everything', () => {
  const { clock, progress } = setUp()
  progress.note([endedAt(T0)])
  clock.nowMs += 2000
  expect(progress.seenUntilMs(7)).toBe(clock.nowMs)
})

test('a broker that was away a moment ago may still hold results', () => {
  const { clock, progress } = setUp()
  progress.note([endedAt(T0)])
  clock.connected = false
  clock.nowMs += 5000
  expect(progress.seenUntilMs(7)).toBe(T0 + 20)
  clock.connected = true
  clock.nowMs += 1000
  expect(progress.seenUntilMs(7)).toBe(T0 + 20)
  clock.nowMs += 1000
  expect(progress.seenUntilMs(7)).toBe(clock.nowMs)
})

test('each partition has its own progress, and never one ahead of the clock', () => {
  const { clock, progress } = setUp()
  progress.note([endedAt(T0, 7), endedAt(clock.nowMs + HOUR, 8)])
  expect(progress.seenUntilMs(15)).toBe(T0 + 20)
  expect(progress.seenUntilMs(8)).toBe(clock.nowMs)
})
