import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import { intervalMsOf } from '../pace.js'
import { createDueQueue, type DueEntry } from './due-queue.js'
import { firstDueSlot, slotAfter, slotsBetween, steadyPace } from './due-slots.js'
import { stillWorthwhile } from './lateness.js'

/** A slot of a monitor that is to be dispatched now. */
export type DueSlot = { monitor: PipelineMonitor; shard: number; slotMs: number; intervalMs: number }

export type TakenSlots = {
  due: DueSlot[]
  /** Slots that were missed (a stall, a jump of the clock) and are too old: they stay uncovered. */
  skipped: number
}

export type ScheduleBook = {
  /** Monitors known now. */
  readonly size: number
  /** Takes a shard in. Slots up to `watermarkMs` were dispatched by whoever had it before. */
  addShard(shard: number, monitors: readonly PipelineMonitor[], at: { watermarkMs: number | null; nowMs: number }): void
  dropShard(shard: number): void
  /** Takes in a new or changed monitor of a held shard; its slot in progress becomes due at once unless it was dispatched. */
  update(monitor: PipelineMonitor, shard: number, nowMs: number): void
  nextDueMs(): number
  /** At most `limit` slots that are due at `nowMs`, earliest first; each is handed out once. */
  takeDue(nowMs: number, limit: number): TakenSlots
}

type Watched = DueEntry & {
  monitor: PipelineMonitor
  shard: number
  /** The newest slot that was handed out. */
  dispatchedMs: number
  pace: { fromMs: number; intervalMs: number } | null
}

// Clocks of the API, the database and the schedulers differ a little: a monitor touched this shortly before the watermark may be newer than it.
const CLOCK_MARGIN_MS = 5000

// A clock that steps back by less waits until it has caught up, so that no slot is dispatched twice. One that steps back further was wrong before: waiting
// would leave everything unwatched, so its slots are dispatched again, and the key of a result keeps what was counted from being counted twice.
const SET_BACK_MS = 300_000

/** What one scheduler knows and must dispatch. Pure: the caller brings the time, which may jump. */
export function createScheduleBook(): ScheduleBook {
  const watched = new Map<number, Watched>()
  const queue = createDueQueue<Watched>()
  let seenMs = Number.NEGATIVE_INFINITY

  const forget = (entry: Watched) => {
    queue.remove(entry)
    watched.delete(entry.monitor.key)
  }

  const enqueue = (entry: Watched, slotMs: number | null) => {
    if (slotMs === null) queue.remove(entry)
    else queue.set(entry, slotMs)
  }

  const put = (monitor: PipelineMonitor, shard: number, dispatchedMs: number, nowMs: number) => {
    const known = watched.get(monitor.key)
    const entry: Watched = known ?? { monitor, shard, dispatchedMs, pace: null, dueMs: 0, position: -1 }
    entry.monitor = monitor
    entry.shard = shard
    entry.pace = steadyPace(monitor)
    watched.set(monitor.key, entry)
    enqueue(entry, firstDueSlot(monitor, entry.dispatchedMs, nowMs))
  }

  const advance = (entry: Watched, slotMs: number) => {
    entry.dispatchedMs = slotMs
    const steady = entry.pace !== null && slotMs >= entry.pace.fromMs ? slotMs + entry.pace.intervalMs : null
    enqueue(entry, steady ?? slotAfter(entry.monitor, slotMs))
  }

  const followClock = (nowMs: number) => {
    if (nowMs < seenMs - SET_BACK_MS) {
      for (const entry of watched.values()) {
        entry.dispatchedMs = Number.NEGATIVE_INFINITY
        enqueue(entry, firstDueSlot(entry.monitor, entry.dispatchedMs, nowMs))
      }
      seenMs = nowMs
    }
    seenMs = Math.max(seenMs, nowMs)
  }

  return {
    get size() {
      return watched.size
    },
    addShard(shard, monitors, { watermarkMs, nowMs }) {
      for (const monitor of monitors) {
        if (monitor.deleted) continue
        const settled = watermarkMs !== null && monitor.updatedAtMs < watermarkMs - CLOCK_MARGIN_MS
        const believable = settled && watermarkMs <= nowMs + SET_BACK_MS
        put(monitor, shard, believable ? watermarkMs : Number.NEGATIVE_INFINITY, nowMs)
      }
    },
    dropShard(shard) {
      for (const entry of [...watched.values()]) if (entry.shard === shard) forget(entry)
    },
    update(monitor, shard, nowMs) {
      const known = watched.get(monitor.key)
      if (!monitor.deleted) put(monitor, shard, Number.NEGATIVE_INFINITY, nowMs)
      else if (known) forget(known)
    },
    nextDueMs: queue.nextDueMs,
    takeDue(nowMs, limit) {
      const due: DueSlot[] = []
      let skipped = 0
      followClock(nowMs)
      for (let entry = queue.first(); entry && entry.dueMs <= nowMs && due.length < limit; entry = queue.first()) {
        const { monitor, shard } = entry
        const slotMs = entry.dueMs
        const intervalMs = entry.pace?.intervalMs ?? intervalMsOf(monitor)
        if (stillWorthwhile(slotMs, intervalMs, nowMs)) {
          advance(entry, slotMs)
          due.push({ monitor, shard, slotMs, intervalMs })
        } else {
          const next = firstDueSlot(monitor, slotMs, nowMs)
          skipped += 1 + slotsBetween(monitor, slotMs, (next ?? nowMs + 1) - 1)
          enqueue(entry, next)
        }
      }
      return { due, skipped }
    },
  }
}
