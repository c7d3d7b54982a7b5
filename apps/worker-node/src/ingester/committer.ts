import type { CheckResult, ResultsMessage } from '@mointering/api-contract/pipeline/messages'
import type { Database } from '@mointering/db/database'
import { noteTraits } from '@mointering/db/incidents/target-traits'
import { readHeartbeats } from '@mointering/db/pipeline/heartbeats'
import { type StoredState, saveStates } from '@mointering/db/pipeline/monitor-states'
import type { ResultRow } from '@mointering/db/timeseries/result-row'
import { writeResults } from '@mointering/db/timeseries/write-results'
import { inTransaction } from '@mointering/db/transaction'
import type pg from 'pg'
import { groupBy } from '../group-by.js'
import { intervalMsOf } from '../pace.js'
import { loseSight } from './blindness/lose-sight.js'
import { noteChanges } from './blindness/note-blindness.js'
import type { RegionSights } from './blindness/region-sights.js'
import { withCertificate } from './certificates.js'
import type { IngesterEvents } from './events.js'
import { type DueHeartbeat, heartbeatRow } from './heartbeat-rows.js'
import { type SteppedIncidents, stepIncidents } from './incidents/step-incidents.js'
import { absorb } from './judge.js'
import { loadMemories, type Remembered } from './load-memories.js'
import { isWaiting, type MonitorMemory, newestSlotMs } from './monitor-memory.js'
import type { Progress } from './progress.js'
import { traitsIn } from './seen-traits.js'
import { toObservation, toRow } from './to-rows.js'

/** What a transaction brought: for those who watch. */
export type Committed = {
  rows: readonly { memory: MonitorMemory; row: ResultRow }[]
  /** Monitors whose status, or since when they have it, changed. */
  changed: readonly MonitorMemory[]
  /** Monitors that failed and are not yet known to be down, or whose slot is not judged yet. */
  doubtful: readonly MonitorMemory[]
  incidents: SteppedIncidents
}

export type Committer = {
  /** Writes the messages, and what follows from them, in one transaction. Rejects when it was rolled back: nothing is remembered of it then. */
  commit(messages: readonly ResultsMessage[]): Promise<Committed>
  /** True when a slot waits for more results, so that `commit` is worth calling without any. */
  hasWaiting(): boolean
  /** Drops what is known of these monitors; it is read from the database when they are met again. */
  forget(monitorKeys: Iterable<number>): void
}

type Deps = {
  database: Database
  events: IngesterEvents
  defaultRegions: readonly string[]
  /** Where the pages are, for links in what people are told. */
  publicUrl: string
  progress: Progress
  sights: RegionSights
  now: () => number
}
type Work = { results: Map<number, CheckResult[]>; heartbeats: DueHeartbeat[] }

/** The one place that turns results into rows, states and events. Call it for one batch at a time. */
export function createCommitter({
  database,
  events,
  defaultRegions,
  publicUrl,
  progress,
  sights,
  now,
}: Deps): Committer {
  const memories = new Map<number, Remembered>()
  const waiting = new Set<number>()
  /** Monitors whose incidents are stepped at each slot; the others only when their status changes. */
  const watched = new Set<number>()
  /** To be dropped before the next commit, and not during one, which would bring them back. */
  const outdated = new Set<number>()

  const remember = (key: number, remembered: Remembered) => {
    memories.set(key, remembered)
    if (isWaiting(remembered.memory)) waiting.add(key)
    else waiting.delete(key)
  }

  /** Loads what is not in memory, and what may be out of date there: a slot was left out, so another ingester may have had the partition meanwhile. */
  const makeKnown = async (work: Work) => {
    const earliest = new Map<number, number>()
    const meet = (key: number, slotMs: number) => earliest.set(key, Math.min(slotMs, earliest.get(key) ?? slotMs))
    for (const [key, results] of work.results) for (const { slot } of results) meet(key, slot)
    for (const { monitorKey, slot } of work.heartbeats) meet(monitorKey, slot)
    const wanted = [...earliest]
      .filter(([key, slotMs]) => isOutOfDate(memories.get(key)?.memory, slotMs))
      .map(([key]) => key)
    if (wanted.length === 0) return
    const { remembered, unreadable } = await loadMemories(database.pool, wanted, {
      nowMs: now(),
      seenUntilMs: progress.seenUntilMs,
      defaultRegions,
    })
    for (const { monitorKey, cause } of unreadable) events.monitorUnreadable(monitorKey, cause)
    for (const key of wanted) {
      const found = remembered.get(key)
      if (!found) drop(key)
      else {
        remember(key, found)
        watched.add(key)
      }
    }
  }

  const drop = (key: number) => {
    memories.delete(key)
    waiting.delete(key)
    watched.delete(key)
  }

  const write = async (client: pg.PoolClient, work: Work): Promise<ResultRow[]> => {
    const rows = [...work.results].flatMap(([key, results]) => results.map((result) => toRow(key, result)))
    const due = work.heartbeats.filter(({ monitorKey }) => memories.has(monitorKey))
    const calls =
      due.length > 0 ? await readHeartbeats(client, [...new Set(due.map(({ monitorKey }) => monitorKey))]) : new Map()
    for (const slot of due) {
      const monitor = memories.get(slot.monitorKey)?.memory.monitor
      const row = monitor ? heartbeatRow(monitor, calls.get(slot.monitorKey), slot, now()) : null
      if (row) rows.push(row)
    }
    return rows.length > 0 ? writeResults(client, rows) : []
  }

  return {
    async commit(messages) {
      const work = sort(messages)
      progress.note(messages)
      for (const key of outdated) drop(key)
      outdated.clear()
      await makeKnown(work)
      let ofUnknown = 0
      for (const [key, results] of [...work.results]) {
        if (memories.has(key)) continue
        ofUnknown += results.length
        work.results.delete(key)
      }
      for (const [key, results] of work.results) {
        const monitor = memories.get(key)?.memory.monitor
        if (monitor) sights.look(monitor, results)
      }
      // Afterwards, so that the first silent targets of a blind region count as little as the last.
      for (const [key, results] of work.results) work.results.set(key, results.map(sights.judge))
      const sightChanges = sights.changes()
      const next = new Map<number, Remembered>()
      const stepped: number[] = []
      const { fresh, incidents } = await inTransaction(database.pool, async (client) => {
        const rows = await write(client, work)
        const byMonitor = groupBy(rows, ({ monitorKey }) => monitorKey)
        await noteTraits(client, traitsIn(work.results))
        const changes: StoredState[] = []
        const monitorKeys = sightChanges.length > 0 ? [...memories.keys()] : []
        const blindness = await noteChanges(client, sightChanges, {
          monitorKeys,
          defaultRegions,
          nowMs: now(),
          publicUrl,
        })
        const mistaken = new Map(blindness.mistaken.map((one) => [one.monitorKey, one]))
        for (const key of new Set([...byMonitor.keys(), ...work.results.keys(), ...waiting, ...mistaken.keys()])) {
          const known = memories.get(key)
          if (!known) continue
          const seen = (byMonitor.get(key) ?? []).map(toObservation)
          const mistake = mistaken.get(key)
          const before = mistake ? loseSight(known.memory, mistake) : known.memory
          const memory = absorb(before, seen, { nowMs: progress.seenUntilMs(key), defaultRegions })
          const wanted = withCertificate(withStatus(known.stored, memory), work.results.get(key) ?? [])
          const isChanged = wanted !== known.stored
          if (isChanged) changes.push(wanted)
          next.set(key, { memory, stored: isChanged ? { ...wanted, version: wanted.version + 1 } : wanted })
        }
        await saveStates(client, changes)
        const toStep = [...next].filter(
          ([key, { stored }]) => watched.has(key) || isOtherStatus(stored, memories.get(key)?.stored),
        )
        const incidents = await stepIncidents(
          client,
          toStep.map(([key, { memory }]) => ({ memory, rows: byMonitor.get(key) ?? [] })),
          { nowMs: now(), publicUrl, isSuspect: sights.isSuspect },
        )
        for (const [key] of toStep) stepped.push(key)
        return { fresh: rows, incidents: { ...incidents, queued: incidents.queued || blindness.queued } }
      })
      sights.noted(sightChanges)
      for (const change of sightChanges) events.sightChanged(change)
      for (const key of stepped) {
        if (incidents.watched.has(key)) watched.add(key)
        else watched.delete(key)
      }
      const changed = [...next].filter(([key, { stored }]) => isOtherStatus(stored, memories.get(key)?.stored))
      for (const [key, remembered] of next) remember(key, remembered)
      if (ofUnknown > 0) events.unknownMonitor(ofUnknown)
      return {
        rows: fresh.flatMap((row) => {
          const memory = memories.get(row.monitorKey)?.memory
          return memory ? [{ memory, row }] : []
        }),
        changed: changed.map(([, { memory }]) => memory),
        doubtful: [...next.values()].map(({ memory }) => memory).filter(isDoubtful),
        incidents,
      }
    },
    hasWaiting: () => waiting.size > 0,
    forget(monitorKeys) {
      for (const key of monitorKeys) outdated.add(key)
    },
  }
}

const isDoubtful = (memory: MonitorMemory): boolean =>
  memory.status.run?.verdict === 'down' || (isWaiting(memory) && memory.status.status !== 'down')

function sort(messages: readonly ResultsMessage[]): Work {
  const results = messages.flatMap((message) => (message.type === 'results' ? message.results : []))
  const stored = results.filter((result): result is CheckResult & { monitorKey: number } => result.monitorKey !== null)
  return {
    results: groupBy(stored, ({ monitorKey }) => monitorKey),
    heartbeats: messages.flatMap((message) => (message.type === 'heartbeat' ? message.due : [])),
  }
}

function isOutOfDate(memory: MonitorMemory | undefined, slotMs: number): boolean {
  if (!memory) return true
  const newestMs = newestSlotMs(memory)
  return newestMs !== null && slotMs - newestMs > intervalMsOf(memory.monitor)
}

/** The stored state with the status of the memory; the same object when nothing changed. */
function withStatus(stored: StoredState, { status, reason }: MonitorMemory): StoredState {
  if (stored.status === status.status && stored.statusSinceMs === status.sinceMs && stored.statusReason === reason)
    return stored
  return {
    ...stored,
    status: status.status,
    statusSinceMs: status.sinceMs,
    statusReason: reason,
    slotMs: status.settledSlotMs,
  }
}

const isOtherStatus = (after: StoredState, before: StoredState | undefined): boolean =>
  after.status !== before?.status ||
  after.statusSinceMs !== before.statusSinceMs ||
  after.statusReason !== before.statusReason
