import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import type { AttemptVerdict } from '@mointering/monitoring-core/slot-verdict'
import type { StatusState } from '@mointering/monitoring-core/status-machine'

/** A slot and the results that came for it so far. */
export type SlotSoFar = {
  slotMs: number
  results: readonly AttemptVerdict[]
  /** What was wrong, in words, from the last result that was not up. */
  reason: string | null
}

/** One result as far as the status cares. */
export type Observation = AttemptVerdict & { slotMs: number; reason: string | null }

/** What the ingester knows of a monitor. Never changed in place: a transaction that fails leaves no trace. */
export type MonitorMemory = {
  monitor: PipelineMonitor
  status: StatusState
  /** Why the status is what it is; null while it is up or pending. */
  reason: string | null
  /** The status before the last judged slot, so that a later attempt at that slot can still change its verdict. Null when not known. */
  before: { status: StatusState; reason: string | null } | null
  /** Ascending: the last judged slot, then those that wait for more results. */
  slots: readonly SlotSoFar[]
}

/** True while slots wait for other regions, or for an earlier slot. */
export const isWaiting = ({ slots, status }: MonitorMemory): boolean =>
  (slots.at(-1)?.slotMs ?? Number.NEGATIVE_INFINITY) > (status.lastSlotMs ?? Number.NEGATIVE_INFINITY)

/** The newest slot that was heard of; null when none was. */
export const newestSlotMs = ({ slots, status }: MonitorMemory): number | null =>
  slots.at(-1)?.slotMs ?? status.lastSlotMs
