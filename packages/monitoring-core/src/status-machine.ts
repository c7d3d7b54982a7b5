import type { Status, Verdict } from './verdict.js'

/** Confirmed statuses; `paused` is the monitor's own setting and not ours to find out. */
export type ConfirmedStatus = Exclude<Status, 'paused'>

/** Looks (of `down`) or slots (`good`) in a row, without unknown ones, that speak against the present status but do not yet change it. */
export type Run = { verdict: 'down' | 'good'; count: number; firstSlotMs: number }

export type StatusState = {
  status: ConfirmedStatus
  /** The first slot that showed the present status, not the one that confirmed it. Null while pending. */
  sinceMs: number | null
  run: Run | null
  /** Unknown slots since the last one that could be judged, while they may still turn the status to unknown. */
  blind: { count: number; firstSlotMs: number } | null
  /** The newest slot that was stepped; older ones change nothing any more. */
  lastSlotMs: number | null
  /** The newest slot up to which nothing is open: `restoreStatus` from it, then stepping the later slots, gives this state again. */
  settledSlotMs: number | null
}

/** How many failing looks in a row make it down, and how many good slots in a row end that; both at least 1. */
export type StatusPolicy = { confirmations: number; recoveries: number }

/** `looks`: how many checks of the slot speak for its verdict (`countFailingLooks`); 1 when absent. Of down slots only. */
export type JudgedSlot = { slotMs: number; verdict: Verdict; looks?: number }

export const initialStatus: Readonly<StatusState> = {
  status: 'pending',
  sinceMs: null,
  run: null,
  blind: null,
  lastSlotMs: null,
  settledSlotMs: null,
}

/** The state to step the slots after `settledSlotMs` from, made of what is stored whenever the status changes. */
export function restoreStatus(saved: {
  status: ConfirmedStatus
  sinceMs: number | null
  settledSlotMs: number | null
}): StatusState {
  const { status, sinceMs, settledSlotMs } = saved
  return { ...initialStatus, status, sinceMs, settledSlotMs, lastSlotMs: settledSlotMs }
}

/**
 * Folds the verdict of one slot into the status of a monitor. Pure: the state given is not changed. A slot that is not newer than the last one gives back the same state.
 * - `confirmations` failing looks in a row make it down, since the slot of the first: a check and its re-check in one slot, regions that agree, or one slot after another.
 * - `recoveries` good (up or degraded) slots in a row end a down, since the first of them, with the verdict of the last. From any other status one good slot is enough.
 * - Unknown slots neither break nor feed a run. `confirmations` of them in a row turn up and degraded, which nobody can vouch for any more, to unknown; down and pending stay.
 */
export function stepStatus(
  state: Readonly<StatusState>,
  slot: JudgedSlot,
  policy: StatusPolicy,
): { state: StatusState; changed: boolean } {
  if (state.lastSlotMs !== null && slot.slotMs <= state.lastSlotMs) return { state, changed: false }
  const next = { ...fold(state, slot, policy), lastSlotMs: slot.slotMs }
  if (!next.run && !next.blind) next.settledSlotMs = slot.slotMs
  return { state: next, changed: next.status !== state.status }
}

function fold(state: StatusState, { slotMs, verdict, looks = 1 }: JudgedSlot, policy: StatusPolicy): StatusState {
  if (verdict === 'unknown') return loseSight(state, slotMs, policy.confirmations)

  const seen = { ...state, blind: null }
  if (verdict === 'down') {
    if (state.status === 'down') return { ...seen, run: null }
    return countToward(seen, 'down', { target: 'down', slotMs, count: looks, needed: policy.confirmations })
  }
  if (state.status === 'down')
    return countToward(seen, 'good', { target: verdict, slotMs, count: 1, needed: policy.recoveries })
  if (state.status === verdict) return { ...seen, run: null }
  return { ...seen, status: verdict, sinceMs: slotMs, run: null }
}

function countToward(
  state: StatusState,
  verdict: Run['verdict'],
  { target, slotMs, count, needed }: { target: ConfirmedStatus; slotMs: number; count: number; needed: number },
): StatusState {
  const before = state.run?.verdict === verdict ? state.run : { verdict, count: 0, firstSlotMs: slotMs }
  const run = { ...before, count: before.count + count }
  if (run.count < needed) return { ...state, run }
  return { ...state, status: target, sinceMs: run.firstSlotMs, run: null }
}

function loseSight(state: StatusState, slotMs: number, needed: number): StatusState {
  if (state.status !== 'up' && state.status !== 'degraded') return { ...state }
  const blind = state.blind ? { ...state.blind, count: state.blind.count + 1 } : { count: 1, firstSlotMs: slotMs }
  if (blind.count < needed) return { ...state, blind }
  return { ...state, status: 'unknown', sinceMs: blind.firstSlotMs, blind: null }
}
