import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HeartbeatFacts, heartbeatPace, judgeHeartbeat, waitingSinceMs } from './heartbeat-verdict.js'

const MINUTE = 60_000
const every = (periodSeconds: number) => ({ type: 'interval', periodSeconds }) as const

test.each([
  [every(10), 10],
  [every(60), 60],
  [every(86_400), 60],
  [{ type: 'cron' } as const, 60],
])('%j is judged every %d s', (schedule, seconds) => expect(heartbeatPace(schedule)).toBe(seconds))

/** A heartbeat due every 5 minutes with 1 minute grace, made at minute 0, looked at from a minute's view. */
const facts = (slotMinute: number, call: { minute: number; status?: 'up' | 'down' } | null): HeartbeatFacts => ({
  schedule: every(300),
  graceMs: MINUTE,
  createdMs: 0,
  slotMs: slotMinute * MINUTE,
  lastCall: call && { atMs: call.minute * MINUTE, status: call.status ?? 'up' },
})

describe('interval', () => {
  test.each([
    ['new, no call yet', facts(1, null), 'unknown', null, 0],
    ['new, at the first deadline', facts(6, null), 'unknown', null, 0],
    ['new, past the first deadline', facts(7, null), 'down', 'heartbeat_missed', MINUTE],
    ['called in the instant of its creation', facts(1, { minute: 0 }), 'up', null, 0],
    ['called in time', facts(12, { minute: 8 }), 'up', null, 0],
    ['late but within grace', facts(14, { minute: 8 }), 'up', null, 0],
    ['later than grace', facts(16, { minute: 8 }), 'down', 'heartbeat_missed', 2 * MINUTE],
    ['said it failed', facts(9, { minute: 8, status: 'down' }), 'down', 'heartbeat_failed', 0],
    ['said it failed, then nothing', facts(16, { minute: 8, status: 'down' }), 'down', 'heartbeat_missed', 2 * MINUTE],
    ['called after the slot', facts(7, { minute: 7.5 }), 'up', null, 0],
    ['last call before it was resumed', facts(1, { minute: -30 }), 'unknown', null, 0],
    ['failed before it was resumed', facts(1, { minute: -30, status: 'down' }), 'unknown', null, 0],
  ])('%s', (_case, given, verdict, errorCode, lateByMs) => {
    expect(judgeHeartbeat(given)).toEqual({ verdict, errorCode, lateByMs })
  })
})

describe('cron', () => {
  const hour = 60 * MINUTE
  /** Due on each full hour, grace 10 minutes: what a caller computes with a cron library. */
  const hourly = (slotMs: number, lastCallMs: number | null): HeartbeatFacts => {
    const lastCall = lastCallMs === null ? null : { atMs: lastCallMs, status: 'up' as const }
    const nextDueMs = (Math.floor(waitingSinceMs({ lastCall, createdMs: 1 }) / hour) + 1) * hour
    return { schedule: { type: 'cron', nextDueMs }, graceMs: 10 * MINUTE, createdMs: 1, slotMs, lastCall }
  }

  test.each([
    ['before the first due time', hourly(30 * MINUTE, null), 'unknown'],
    ['within the first grace', hourly(hour + 10 * MINUTE, null), 'unknown'],
    ['first one missed', hourly(hour + 11 * MINUTE, null), 'down'],
    ['called within the window', hourly(hour + 11 * MINUTE, hour + 5 * MINUTE), 'up'],
    ['the next window is still open', hourly(2 * hour + 10 * MINUTE, hour + 5 * MINUTE), 'up'],
    ['the next window was missed', hourly(2 * hour + 11 * MINUTE, hour + 5 * MINUTE), 'down'],
  ])('%s', (_case, given, verdict) => expect(judgeHeartbeat(given).verdict).toBe(verdict))

  test('an expression that never fires again is never missed', () => {
    const given = { ...hourly(100 * hour, hour), schedule: { type: 'cron', nextDueMs: null } as const }
    expect(judgeHeartbeat(given).verdict).toBe('up')
  })
})

test('a call always makes it alive until the next deadline, and never longer', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 31 * 86_400 }),
      fc.integer({ min: 0, max: 604_800_000 }),
      fc.integer({ min: 0, max: 1e12 }),
      fc.integer({ min: -1e10, max: 1e10 }),
      (periodSeconds, graceMs, callMs, offsetMs) => {
        const deadline = callMs + periodSeconds * 1000 + graceMs
        const given: HeartbeatFacts = {
          schedule: every(periodSeconds),
          graceMs,
          createdMs: 0,
          lastCall: { atMs: callMs, status: 'up' },
          slotMs: deadline + offsetMs,
        }
        expect(judgeHeartbeat(given).verdict).toBe(offsetMs > 0 ? 'down' : 'up')
        expect(judgeHeartbeat(given).lateByMs).toBe(Math.max(0, offsetMs))
      },
    ),
  )
})
