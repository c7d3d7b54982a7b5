import { expectedSlots, type Revision } from '@mointering/monitoring-core/schedule'
import { NO_SLOTS, type SlotCounts, type Uptime, uptimeOf } from '@mointering/monitoring-core/uptime'
import type { CountedBucket } from './read-slot-counts.js'
import type { TimeSpan } from './time-spans.js'

/** What counting needs of a monitor. */
export type MonitorSchedule = { readonly id: string; readonly key: number; readonly revisions: readonly Revision[] }

/** A slot this young is expected only once it was observed: its check may still be under way. */
const SETTLES_AFTER_MS = 15_000

export const settledAt = (nowMs: number): number => nowMs - SETTLES_AFTER_MS

/** Slots of a stretch that ought to have been observed by now, given how many of the fresh ones have a result. */
export function expectedIn(
  { id, revisions }: MonitorSchedule,
  { fromMs, toMs }: TimeSpan,
  { settledMs, fresh }: { settledMs: number; fresh: number },
): number {
  return expectedSlots(id, revisions, fromMs, Math.min(toMs, settledMs)) + fresh
}

/** Uptime and coverage of a stretch from the buckets that begin in it. Buckets must not reach over its ends. */
export function uptimeIn(
  monitor: MonitorSchedule,
  buckets: readonly CountedBucket[],
  span: TimeSpan,
  settledMs: number,
): Uptime {
  const counts: SlotCounts = { ...NO_SLOTS }
  let fresh = 0
  for (const bucket of buckets) {
    if (bucket.startMs < span.fromMs || bucket.startMs >= span.toMs) continue
    counts.up += bucket.up
    counts.degraded += bucket.degraded
    counts.down += bucket.down
    counts.unknown += bucket.unknown
    fresh += bucket.fresh
  }
  return uptimeOf(counts, expectedIn(monitor, span, { settledMs, fresh }))
}
