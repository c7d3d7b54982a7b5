import type { Verdict } from './verdict.js'

/** When the outside world is to call us. The instants of a cron expression are the caller's to compute. */
export type HeartbeatSchedule = { type: 'interval'; periodSeconds: number } | { type: 'cron' }

const SLOWEST_PACE_SECONDS = 60

/** How many seconds apart a heartbeat monitor is judged: its period, but at least once a minute. */
export function heartbeatPace(schedule: HeartbeatSchedule): number {
  return schedule.type === 'interval' ? Math.min(schedule.periodSeconds, SLOWEST_PACE_SECONDS) : SLOWEST_PACE_SECONDS
}

export type HeartbeatFacts = {
  /** `nextDueMs`: the first instant of the cron expression strictly after `waitingSinceMs(facts)`; null when it never fires again. */
  schedule: { type: 'interval'; periodSeconds: number } | { type: 'cron'; nextDueMs: number | null }
  graceMs: number
  /** The newest call, whenever it came. */
  lastCall: { atMs: number; status: 'up' | 'down' } | null
  /** The instant to judge. */
  slotMs: number
  /** Since when calls are expected: creation, or the last time it was resumed. */
  createdMs: number
}

export type HeartbeatJudgement = {
  verdict: Verdict
  errorCode: 'heartbeat_missed' | 'heartbeat_failed' | null
  /** How far the slot lies past the deadline (due time plus grace); 0 when the call is not missed. */
  lateByMs: number
}

/** From when the next call is counted: the last call, or the creation when none came since. */
export function waitingSinceMs({ lastCall, createdMs }: Pick<HeartbeatFacts, 'lastCall' | 'createdMs'>): number {
  return Math.max(lastCall?.atMs ?? createdMs, createdMs)
}

/**
 * Judges a heartbeat at a slot. The next call is due one period (or the next cron instant) after the last one and may be late by the grace; past that
 * it is missed and down. A call that said `down` is down until the next. Before the first deadline, with no call yet, it is unknown.
 * A call that came after the slot counts: it is alive.
 */
export function judgeHeartbeat(facts: HeartbeatFacts): HeartbeatJudgement {
  const { schedule, graceMs, lastCall, slotMs, createdMs } = facts
  const dueMs =
    schedule.type === 'interval' ? waitingSinceMs(facts) + schedule.periodSeconds * 1000 : schedule.nextDueMs
  const lateByMs = dueMs === null ? 0 : slotMs - dueMs - graceMs
  if (lateByMs > 0) return { verdict: 'down', errorCode: 'heartbeat_missed', lateByMs }

  if (!lastCall || lastCall.atMs < createdMs) return { verdict: 'unknown', errorCode: null, lateByMs: 0 }
  if (lastCall.status === 'down') return { verdict: 'down', errorCode: 'heartbeat_failed', lateByMs: 0 }
  return { verdict: 'up', errorCode: null, lateByMs: 0 }
}
