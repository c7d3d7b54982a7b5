import { heartbeatSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { expect, test } from 'vitest'
import { sampleMonitor, T0 } from '../testing/sample-monitor.js'
import { heartbeatRow } from './heartbeat-rows.js'

const HOUR = 3_600_000
const every = { type: 'interval', periodSeconds: 60 }
const nightly = { type: 'cron', expression: '0 3 * * *', timeZone: 'Europe/Berlin' }
const heartbeat = (schedule: object, createdAtMs = T0 - 86_400_000) =>
  sampleMonitor({ createdAtMs, settings: heartbeatSettings.parse({ kind: 'heartbeat', schedule, graceSeconds: 60 }) })
const call = (atMs: number, lastStatus: 'up' | 'down' = 'up', lastMessage: string | null = null) => ({
  monitorKey: 7,
  lastAtMs: atMs,
  lastStatus,
  lastMessage,
  lastDurationMs: null,
})
const at = (slot: number) => ({ monitorKey: 7, slot, attempt: 0 })

test.each([
  ['called in time', T0 - 30_000, T0, 'up'],
  ['called, then late within the grace', T0 - 110_000, T0, 'up'],
  ['called, then late beyond the grace', T0 - 130_000, T0, 'down'],
])('every minute: %s', (_, lastMs, slot, verdict) => {
  expect(heartbeatRow(heartbeat(every), call(lastMs), at(slot), slot + 5)?.verdict).toBe(verdict)
})

test('a cron heartbeat is expected at the times of its own time zone', () => {
  const called = T0 + 2 * HOUR + 1000 // 03:00:01 in Berlin
  const dayLater = T0 + 26 * HOUR
  expect(heartbeatRow(heartbeat(nightly), call(called), at(dayLater + 60_000), 0)?.verdict).toBe('up')
  expect(heartbeatRow(heartbeat(nightly), call(called), at(dayLater + 61_000), 0)).toMatchObject({
    verdict: 'down',
    errorCode: 'heartbeat_missed',
  })
})

test('a call that reports a failure is down, in its own words', () => {
  const row = heartbeatRow(heartbeat(every), call(T0 - 1000, 'down', 'disk full'), at(T0), T0 + 5)
  expect(row).toMatchObject({
    verdict: 'down',
    errorCode: 'heartbeat_failed',
    message: 'disk full',
    region: 'heartbeat',
    lagMs: 5,
  })
})

test('before the first deadline nothing is known', () => {
  expect(heartbeatRow(heartbeat(every, T0 - 30_000), undefined, at(T0), T0)?.verdict).toBe('unknown')
})

test('a pause does not count as silence', () => {
  const paused = [
    { effectiveFromMs: T0 - 10 * HOUR, intervalMs: 60_000, enabled: true },
    { effectiveFromMs: T0 - 9 * HOUR, intervalMs: 60_000, enabled: false },
    { effectiveFromMs: T0 - 60_000, intervalMs: 60_000, enabled: true },
  ]
  const monitor = { ...heartbeat(every), revisions: paused }
  expect(heartbeatRow(monitor, call(T0 - 9 * HOUR), at(T0), T0)?.verdict).toBe('unknown')
})

test('a monitor of another kind has no heartbeat', () => {
  expect(heartbeatRow(sampleMonitor(), undefined, at(T0), T0)).toBeNull()
})
