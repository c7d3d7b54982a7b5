import { HEARTBEAT_REGION } from '@mointering/api-contract/pipeline/topology'
import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import { slotsIn } from '@mointering/monitoring-core/schedule'
import { countFailingLooks, judgeSlot } from '@mointering/monitoring-core/slot-verdict'
import { type JudgedSlot, type StatusState, stepStatus } from '@mointering/monitoring-core/status-machine'
import { intervalMsOf } from '../pace.js'
import { notAfterMs } from '../scheduler/lateness.js'
import type { MonitorMemory, Observation, SlotSoFar } from './monitor-memory.js'

/** Results of neighbouring slots may overtake each other by this much: a check that times out ends when the next one begins. */
const REORDER_MS = 2000
/** Time for a result to travel, past the moment at which its check has ended at the latest. */
const TRAVEL_MS = 3000
/** More unknown slots in a row than any number of confirmations change nothing any more. */
const MOST_GAPS = 20

/** `nowMs`: up to when all results have been seen; see ./progress. */
type At = { nowMs: number; defaultRegions: readonly string[] }
type Judged = Pick<MonitorMemory, 'status' | 'reason' | 'before'>

/**
 * Takes new observations in and judges, in order, every slot that is ripe: all regions have answered, or nothing more can come for it, or a newer slot is
 * complete. Slots that nobody observed are unknown. A later attempt at the last judged slot judges it again; one at an older slot counts
 * for uptime, from the stored results, and changes no status. Pure: gives a new memory back.
 */
export function absorb(memory: MonitorMemory, seen: readonly Observation[], at: At): MonitorMemory {
  const { monitor } = memory
  if (!monitor.enabled) return memory
  const lastMs = memory.status.lastSlotMs ?? Number.NEGATIVE_INFINITY
  const relevant = seen.filter(({ slotMs }) => slotMs >= lastMs)
  const slots = addObservations(memory.slots, relevant)

  let judged: Judged = memory
  const again = relevant.some(({ slotMs }) => slotMs === lastMs)
    ? slots.find(({ slotMs }) => slotMs === lastMs)
    : undefined
  if (again && memory.before)
    judged = step({ ...memory.before, before: null }, monitor, judgedSlot(monitor, again), again.reason)

  const open = slots.filter(({ slotMs }) => slotMs > lastMs)
  for (const [index, slot] of open.entries()) {
    const next = stepTo(judged, monitor, slot, open.slice(index + 1), at)
    if (!next) break
    judged = next
  }
  const judgedMs = judged.status.lastSlotMs ?? Number.NEGATIVE_INFINITY
  return { monitor, ...pick(judged), slots: slots.filter(({ slotMs }) => slotMs >= judgedMs) }
}

/** The regions whose results make a slot of this monitor complete. */
export function expectedRegions(
  { settings, regions }: PipelineMonitor,
  defaultRegions: readonly string[],
): readonly string[] {
  if (settings.kind === 'heartbeat') return [HEARTBEAT_REGION]
  return regions.length > 0 ? regions : defaultRegions
}

/** Judges the slots nobody observed before this one, then this one; null when it or one of those has to wait. */
function stepTo(
  from: Judged,
  monitor: PipelineMonitor,
  slot: SlotSoFar,
  newer: readonly SlotSoFar[],
  at: At,
): Judged | null {
  const complete = ({ results }: SlotSoFar) =>
    expectedRegions(monitor, at.defaultRegions).every((region) => results.some((result) => result.region === region))
  const givenUp = (slotMs: number, later: readonly SlotSoFar[]) => {
    const newerComplete = later.find(complete)
    return (
      lastHopeMs(monitor, slotMs) <= at.nowMs ||
      (newerComplete !== undefined && newerComplete.slotMs + REORDER_MS <= at.nowMs)
    )
  }

  let judged = from
  for (const gapMs of gapsBefore(monitor, from.status.lastSlotMs, slot.slotMs)) {
    if (!givenUp(gapMs, [slot, ...newer])) return null
    judged = step(judged, monitor, { slotMs: gapMs, verdict: 'unknown' }, 'Nobody looked.')
  }
  if (!complete(slot) && !givenUp(slot.slotMs, newer)) return null
  return step(judged, monitor, judgedSlot(monitor, slot), slot.reason)
}

function gapsBefore(monitor: PipelineMonitor, lastMs: number | null, slotMs: number): number[] {
  const intervalMs = intervalMsOf(monitor)
  if (lastMs === null || slotMs - lastMs <= intervalMs) return []
  const fromMs = Math.max(lastMs + 1, slotMs - (MOST_GAPS + 1) * intervalMs)
  return [...slotsIn(monitor.id, monitor.revisions, fromMs, slotMs)].slice(-MOST_GAPS)
}

/** When the last result for a slot could come: a check that began as late as allowed and took all its time. */
export const lastHopeMs = (monitor: PipelineMonitor, slotMs: number): number =>
  notAfterMs(intervalMsOf(monitor), slotMs) + monitor.timeoutMs + TRAVEL_MS

const judgedSlot = ({ minRegions }: PipelineMonitor, { slotMs, results }: SlotSoFar): JudgedSlot => ({
  slotMs,
  verdict: judgeSlot(results, minRegions),
  looks: countFailingLooks(results),
})

function step(from: Judged, monitor: PipelineMonitor, slot: JudgedSlot, reason: string | null): Judged {
  const { state, changed } = stepStatus(from.status, slot, monitor)
  return {
    status: state,
    reason: changed ? reasonFor(state, reason) : from.reason,
    before: { status: from.status, reason: from.reason },
  }
}

const reasonFor = ({ status }: StatusState, reason: string | null): string | null =>
  status === 'up' || status === 'pending' ? null : reason

function addObservations(slots: readonly SlotSoFar[], seen: readonly Observation[]): readonly SlotSoFar[] {
  if (seen.length === 0) return slots
  const bySlot = new Map(slots.map((slot) => [slot.slotMs, slot]))
  for (const { slotMs, reason, region, attempt, verdict } of seen) {
    const known = bySlot.get(slotMs)
    const result = { region, attempt, verdict }
    bySlot.set(slotMs, {
      slotMs,
      results: [...(known?.results ?? []), result],
      reason: reason ?? known?.reason ?? null,
    })
  }
  return [...bySlot.values()].toSorted((a, b) => a.slotMs - b.slotMs)
}

const pick = ({ status, reason, before }: Judged): Judged => ({ status, reason, before })
