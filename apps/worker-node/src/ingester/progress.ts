import type { ResultsMessage } from '@mointering/api-contract/pipeline/messages'
import { partitionOf } from '@mointering/api-contract/pipeline/topology'

export type Progress = {
  /** Takes note of what a batch holds, before it is judged. */
  note(messages: readonly ResultsMessage[]): void
  /** Up to when everything that happened to this monitor has been seen: what is missing by then will not come. */
  seenUntilMs(monitorKey: number): number
}

/** A partition from which nothing came for this long, while the broker could be reached, holds nothing back. */
const QUIET_MS = 2000

/**
 * How far the ingester has come in each partition. After an outage of the database or the broker it works through what was kept: a region whose result is
 * still in the queue must not be taken for one that never answered, so slots are judged by the time of the results, not by the clock on the wall.
 */
export function createProgress({ now, connected }: { now: () => number; connected: () => boolean }): Progress {
  const partitions = new Map<number, { newestMs: number; arrivedMs: number }>()
  let lastAwayMs = now()

  const note = (monitorKey: number | null, atMs: number) => {
    if (monitorKey === null) return
    const partition = partitionOf(monitorKey)
    const newestMs = Math.max(atMs, partitions.get(partition)?.newestMs ?? Number.NEGATIVE_INFINITY)
    partitions.set(partition, { newestMs, arrivedMs: now() })
  }

  return {
    note(messages) {
      for (const message of messages) {
        if (message.type === 'results') {
          for (const { monitorKey, startedAt, totalMs } of message.results) note(monitorKey, startedAt + (totalMs ?? 0))
        } else {
          for (const { monitorKey, slot, attempt } of message.due) note(monitorKey, slot + attempt)
        }
      }
    },
    seenUntilMs(monitorKey) {
      const nowMs = now()
      if (!connected()) lastAwayMs = nowMs
      const partition = partitions.get(partitionOf(monitorKey))
      const quietSinceMs = Math.max(lastAwayMs, partition?.arrivedMs ?? Number.NEGATIVE_INFINITY)
      if (nowMs - quietSinceMs >= QUIET_MS) return nowMs
      return Math.min(nowMs, partition?.newestMs ?? nowMs)
    },
  }
}
