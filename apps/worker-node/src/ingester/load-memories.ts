import { type PipelineMonitor, readMonitorsByKey, type UnreadableMonitor } from '@mointering/db/pipeline/monitor-feed'
import { readStates, type StoredState } from '@mointering/db/pipeline/monitor-states'
import { readRecentObservations, type StoredObservation } from '@mointering/db/pipeline/recent-observations'
import { restoreStatus } from '@mointering/monitoring-core/status-machine'
import type pg from 'pg'
import { groupBy } from '../group-by.js'
import { intervalMsOf } from '../pace.js'
import { absorb } from './judge.js'
import type { MonitorMemory, Observation } from './monitor-memory.js'

/** A monitor in memory, and what is stored of its state. */
export type Remembered = { memory: MonitorMemory; stored: StoredState }

/** So many slots back are enough to know any run that confirmations or recoveries count, unknown ones in between included. */
const REPLAYED_SLOTS = 64
const REPLAYED_RESULTS = 200
const AT_ONCE = 2000

type LoadOptions = { nowMs: number; seenUntilMs: (monitorKey: number) => number; defaultRegions: readonly string[] }

/**
 * Rebuilds the memory of monitors from the database: the stored state, then the results that came after it. Keys of monitors that are gone are missing from
 * the answer. Reads committed rows only, so call it before the rows of the batch are written.
 */
export async function loadMemories(
  pool: pg.Pool,
  keys: readonly number[],
  { nowMs, seenUntilMs, defaultRegions }: LoadOptions,
): Promise<{ remembered: Map<number, Remembered>; unreadable: UnreadableMonitor[] }> {
  const remembered = new Map<number, Remembered>()
  const unreadable: UnreadableMonitor[] = []
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    const some = keys.slice(start, start + AT_ONCE)
    const [feed, states] = [await readMonitorsByKey(pool, some), await readStates(pool, some)]
    unreadable.push(...feed.unreadable)
    const alive = feed.monitors.filter(({ deleted }) => !deleted)
    const since = alive.map((monitor) => ({
      monitorKey: monitor.key,
      fromMs: Math.max(states.get(monitor.key)?.slotMs ?? 0, nowMs - REPLAYED_SLOTS * intervalMsOf(monitor)),
    }))
    const observations = groupBy(
      await readRecentObservations(pool, { since, limit: REPLAYED_RESULTS }),
      ({ monitorKey }) => monitorKey,
    )
    for (const monitor of alive) {
      const stored = states.get(monitor.key) ?? nothingStored(monitor.key)
      const seen = (observations.get(monitor.key) ?? []).map(toObservation)
      remembered.set(monitor.key, {
        memory: replay(monitor, stored, seen, { nowMs: seenUntilMs(monitor.key), defaultRegions }),
        stored,
      })
    }
  }
  return { remembered, unreadable }
}

/** The state that follows from what is stored and the observations after it, ascending. Pure. */
export function replay(
  monitor: PipelineMonitor,
  stored: StoredState,
  seen: readonly Observation[],
  at: { nowMs: number; defaultRegions: readonly string[] },
): MonitorMemory {
  const status = restoreStatus({ status: stored.status, sinceMs: stored.statusSinceMs, settledSlotMs: stored.slotMs })
  const first = seen[0]
  // What lies between the stored state and the results that were read is known to the state already: it is no gap.
  if (first && status.lastSlotMs !== null && first.slotMs > status.lastSlotMs) status.lastSlotMs = first.slotMs - 1
  const empty: MonitorMemory = { monitor, status, reason: stored.statusReason, before: null, slots: [] }
  return absorb(empty, seen, at)
}

const nothingStored = (monitorKey: number): StoredState => ({
  monitorKey,
  status: 'pending',
  statusSinceMs: null,
  statusReason: null,
  slotMs: null,
  certificateExpiresAtMs: null,
  certificate: null,
  version: 0,
})

const toObservation = ({ slotMs, region, attempt, verdict, message }: StoredObservation): Observation => ({
  slotMs,
  region,
  attempt,
  verdict,
  reason: verdict === 'up' ? null : message,
})
