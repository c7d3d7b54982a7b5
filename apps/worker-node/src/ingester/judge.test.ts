import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import { initialStatus } from '@mointering/monitoring-core/status-machine'
import type { Verdict } from '@mointering/monitoring-core/verdict'
import { expect, test } from 'vitest'
import { sampleMonitor, T0 } from '../testing/sample-monitor.js'
import { absorb } from './judge.js'
import { isWaiting, type MonitorMemory, type Observation } from './monitor-memory.js'

const MINUTE = 60_000
const LETTERS: Record<string, Verdict> = { U: 'up', G: 'degraded', D: 'down', '?': 'unknown' }

const blank = (monitor: PipelineMonitor = sampleMonitor()): MonitorMemory => ({
  monitor,
  status: initialStatus,
  reason: null,
  before: null,
  slots: [],
})
const seen = (minute: number, letter: string, changes: Partial<Observation> = {}): Observation => {
  const verdict = LETTERS[letter] ?? 'unknown'
  return {
    slotMs: T0 + minute * MINUTE,
    region: 'local',
    attempt: 0,
    verdict,
    reason: verdict === 'up' ? null : 'why',
    ...changes,
  }
}
const at = (minute: number, seconds = 1) => ({
  nowMs: T0 + minute * MINUTE + seconds * 1000,
  defaultRegions: ['local'],
})

/** One observation a minute, each absorbed when it comes; a dot is a slot that nobody looked at. */
function watch(script: string, monitor?: PipelineMonitor): MonitorMemory {
  let memory = blank(monitor)
  for (const [minute, letter] of [...script].entries()) {
    if (letter !== '.') memory = absorb(memory, [seen(minute, letter)], at(minute, 3))
  }
  return memory
}

test.each([
  ['U', 'up', 0],
  ['UD', 'up', 0],
  ['UDD', 'down', 1],
  ['UDDU', 'up', 3],
  ['UD.D', 'down', 1],
  ['U.U', 'up', 0],
  ['U..U', 'up', 3],
  ['UG', 'degraded', 1],
])('%s is %s since minute %i', (script, status, since) => {
  const memory = watch(script)
  expect(memory.status.status).toBe(status)
  expect(memory.status.sinceMs).toBe(T0 + since * MINUTE)
  expect(isWaiting(memory)).toBe(false)
})

test('a status that is not up says why, and up says nothing', () => {
  expect(watch('UDD').reason).toBe('why')
  expect(watch('UDDU').reason).toBeNull()
})

test('a slot waits for all regions', () => {
  const monitor = sampleMonitor({ regions: ['eu', 'us'], confirmations: 1 })
  const half = absorb(blank(monitor), [seen(0, 'D', { region: 'eu' })], at(0))
  expect(half.status.status).toBe('pending')
  expect(isWaiting(half)).toBe(true)
  const whole = absorb(half, [seen(0, 'D', { region: 'us' })], at(0))
  expect(whole.status.status).toBe('down')
})

test('one region of two that fails is degraded, not down', () => {
  const monitor = sampleMonitor({ regions: ['eu', 'us'], confirmations: 1 })
  const both = [seen(0, 'D', { region: 'eu' }), seen(0, 'U', { region: 'us' })]
  expect(absorb(blank(monitor), both, at(0)).status.status).toBe('degraded')
})

test('a slot is judged without a region that cannot answer any more', () => {
  const monitor = sampleMonitor({ regions: ['eu', 'us'], confirmations: 1 })
  const half = absorb(blank(monitor), [seen(0, 'D', { region: 'eu' })], at(0))
  expect(absorb(half, [], at(1)).status.status).toBe('pending')
  expect(absorb(half, [], at(1, 10)).status.status).toBe('down')
})

test('a newer slot that is complete ends the waiting', () => {
  const monitor = sampleMonitor({ regions: ['eu', 'us'], confirmations: 1 })
  const half = absorb(blank(monitor), [seen(0, 'D', { region: 'eu' })], at(0))
  const newer = [seen(1, 'U', { region: 'eu' }), seen(1, 'U', { region: 'us' })]
  const later = absorb(absorb(half, newer, at(1)), [], at(1, 3))
  expect(later.status).toMatchObject({ status: 'up', sinceMs: T0 + MINUTE, lastSlotMs: T0 + MINUTE })
})

test('results that overtake each other are judged in the order of their slots', () => {
  const monitor = sampleMonitor({ intervalSeconds: 1, recoveries: 2 })
  const second = (number: number, letter: string) => seen(0, letter, { slotMs: T0 + number * 1000 })
  const now = { nowMs: T0 + 2100, defaultRegions: ['local'] }
  let memory = absorb(blank(monitor), [second(0, 'D')], { ...now, nowMs: T0 + 100 })
  memory = absorb(memory, [second(2, 'U')], now)
  expect(memory.status.lastSlotMs).toBe(T0)
  memory = absorb(memory, [second(1, 'D')], now)
  expect(memory.status).toMatchObject({
    status: 'down',
    sinceMs: T0,
    lastSlotMs: T0 + 2000,
    run: { verdict: 'good', count: 1 },
  })
})

test('a later attempt at the last slot judges it again', () => {
  const down = watch('UDD')
  expect(down.status.status).toBe('down')
  const again = absorb(down, [seen(2, 'U', { attempt: 1500 })], at(2, 30))
  expect(again.status).toMatchObject({ status: 'up', sinceMs: T0 })
  expect(absorb(again, [seen(3, 'D')], at(3)).status.status).toBe('up')
})

test('a late result of an older slot changes no status', () => {
  const memory = watch('UUU')
  expect(absorb(memory, [seen(1, 'D', { attempt: 3 })], at(2)).status).toEqual(memory.status)
})

test('the same results again change nothing', () => {
  const memory = watch('UD')
  expect(absorb(memory, [], at(1, 30)).status).toEqual(memory.status)
})

test('a paused monitor is not judged by what was under way', () => {
  const memory = blank(sampleMonitor({ enabled: false }))
  expect(absorb(memory, [seen(0, 'D')], at(0))).toBe(memory)
})

test('memory does not grow with time', () => {
  expect(watch('U'.repeat(200)).slots).toHaveLength(1)
})
