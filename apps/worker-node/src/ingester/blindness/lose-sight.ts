import type { MonitorMemory } from '../monitor-memory.js'

/**
 * A monitor whose failing looks from a region count as unknown after all, since `sinceMs`: a status that rests on them is unknown, a run of them is forgotten. Pure.
 */
export function loseSight(
  memory: MonitorMemory,
  { region, sinceMs }: { region: string; sinceMs: number },
): MonitorMemory {
  const { status } = memory
  const slots = memory.slots.map((slot) =>
    slot.slotMs < sinceMs
      ? slot
      : {
          ...slot,
          results: slot.results.map((result) =>
            result.region === region && result.verdict === 'down' ? { ...result, verdict: 'unknown' as const } : result,
          ),
        },
  )
  const settled = { ...status, run: null, blind: null, settledSlotMs: status.lastSlotMs }
  if (status.status === 'down' && status.sinceMs !== null && status.sinceMs >= sinceMs)
    return {
      ...memory,
      slots,
      before: null,
      status: { ...settled, status: 'unknown', sinceMs },
      reason: 'The region saw nothing.',
    }
  return status.run?.verdict === 'down' ? { ...memory, slots, before: null, status: settled } : { ...memory, slots }
}
