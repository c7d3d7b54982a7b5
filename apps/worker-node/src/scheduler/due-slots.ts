import { expectedSlots, type Revision, slotInProgress, slotsIn } from '@mointering/monitoring-core/schedule'
import { lastRevision } from '../pace.js'
import { LATE_MS } from './lateness.js'

/** What decides when a monitor is due. */
export type Schedule = { id: string; revisions: readonly Revision[] }

/** The longest interval is a day: within two there is a slot, or there is none at all. */
const HORIZON_MS = 2 * 86_400_000

/** The first expected slot strictly after an instant; null when the schedule ends, or pauses for longer than two days. */
export function slotAfter({ id, revisions }: Schedule, afterMs: number): number | null {
  const found = slotsIn(id, revisions, afterMs + 1, afterMs + HORIZON_MS).next()
  return found.done ? null : found.value
}

/**
 * The slot to begin with when a monitor is taken over at `nowMs` and its slots up to `dispatchedMs` are known to be dispatched: the slot in progress,
 * or one at most LATE_MS old, or else the next one. Never a backlog. Null when nothing is due any more.
 */
export function firstDueSlot(schedule: Schedule, dispatchedMs: number, nowMs: number): number | null {
  const current = slotInProgress(schedule.id, schedule.revisions, nowMs)
  const earliest = Math.min(current ?? nowMs, nowMs - LATE_MS)
  return slotAfter(schedule, Math.max(earliest - 1, dispatchedMs))
}

/** How many expected slots lie in (afterMs, untilMs]. */
export const slotsBetween = ({ id, revisions }: Schedule, afterMs: number, untilMs: number): number =>
  expectedSlots(id, revisions, afterMs + 1, untilMs + 1)

/**
 * From when on, and how far apart, the slots follow each other with no further look at the revisions: the last revision, which holds for good.
 * Null while the monitor is paused.
 */
export function steadyPace({ revisions }: Schedule): { fromMs: number; intervalMs: number } | null {
  const last = lastRevision(revisions)
  return last?.enabled ? { fromMs: last.effectiveFromMs, intervalMs: last.intervalMs } : null
}
