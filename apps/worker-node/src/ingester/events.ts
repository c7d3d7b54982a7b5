import type { Logger } from '@mointering/backend-common/log/logger'
import type { ResultRow } from '@mointering/db/timeseries/result-row'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { SightChange } from './blindness/region-sights.js'
import type { MonitorMemory } from './monitor-memory.js'
import { endedAtMs } from './to-rows.js'

export type IngesterEvents = ReturnType<typeof createIngesterEvents>

/** What happens in the ingester: one function each, a line in the log and a number in the metrics. */
export function createIngesterEvents(log: Logger, registry: Registry) {
  const registers = [registry]
  const age = new Histogram({
    name: 'mointering_result_age_at_write_seconds',
    help: 'How long after its check ended a result was committed',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600],
    registers,
  })
  const batchSize = new Histogram({
    name: 'mointering_ingest_batch_results',
    help: 'Results in one transaction',
    buckets: [1, 5, 20, 50, 100, 250, 500, 1000, 2500],
    registers,
  })
  const commitTime = new Histogram({
    name: 'mointering_ingest_commit_seconds',
    help: 'How long a transaction of the ingester took',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2, 10],
    registers,
  })
  const results = new Counter({
    name: 'mointering_results_total',
    help: 'Results written, by verdict',
    labelNames: ['verdict'] as const,
    registers,
  })
  const dropped = new Counter({
    name: 'mointering_results_dropped_total',
    help: 'Results not written: duplicate (they were there already), unknown_monitor (it was deleted), invalid (dead-lettered)',
    labelNames: ['reason'] as const,
    registers,
  })
  const statusChanges = new Counter({
    name: 'mointering_status_changes_total',
    help: 'Monitors that changed their status, by the new one',
    labelNames: ['status'] as const,
    registers,
  })
  const troubles = new Counter({
    name: 'mointering_ingester_troubles_total',
    help: 'Failures that healed or were put aside, by activity',
    labelNames: ['activity'] as const,
    registers,
  })
  const rechecks = new Counter({
    name: 'mointering_rechecks_asked_total',
    help: 'Further looks at a failing slot that were asked for within its interval',
    registers,
  })
  const blind = new Gauge({
    name: 'mointering_region_blind',
    help: '1 while a region reaches none of many unrelated targets, so that what it says of silent ones counts as unknown',
    labelNames: ['region'] as const,
    registers,
  })
  let databaseAway = false

  return {
    rechecksAsked: (count: number) => rechecks.inc(count),
    committed(rows: readonly ResultRow[], received: number, tookMs: number, nowMs: number) {
      batchSize.observe(rows.length)
      commitTime.observe(tookMs / 1000)
      for (const row of rows) {
        results.inc({ verdict: row.verdict })
        age.observe(Math.max(0, nowMs - endedAtMs(row)) / 1000)
      }
      if (received > rows.length) dropped.inc({ reason: 'duplicate' }, received - rows.length)
    },
    unknownMonitor(count: number) {
      dropped.inc({ reason: 'unknown_monitor' }, count)
      log.debug({ count }, 'results of a deleted monitor were dropped')
    },
    messageInvalid(error: unknown) {
      dropped.inc({ reason: 'invalid' })
      log.warn({ err: error }, 'a message does not have the agreed shape and is put aside')
    },
    messageRefused(error: unknown) {
      dropped.inc({ reason: 'invalid' })
      log.error({ err: error }, 'a message cannot be stored and is put aside')
    },
    statusChanged({ monitor, status, reason }: MonitorMemory) {
      statusChanges.inc({ status: status.status })
      log.info({ monitorId: monitor.id, status: status.status, sinceMs: status.sinceMs, reason }, 'status changed')
    },
    sightChanged({ region, blindSinceMs }: SightChange) {
      blind.set({ region }, blindSinceMs === null ? 0 : 1)
      if (blindSinceMs === null) log.info({ region }, 'the region sees again')
      else log.warn({ region, sinceMs: blindSinceMs }, 'the region sees nothing, its silent targets count as unknown')
    },
    stateWasStale(count: number) {
      troubles.inc({ activity: 'stale_state' })
      log.warn({ count }, 'another ingester changed a state, it is read again')
    },
    monitorUnreadable(monitorKey: number, cause: Error) {
      log.error({ monitorKey, err: cause }, 'stored settings cannot be read, results of the monitor are dropped')
    },
    commitFailed(error: unknown) {
      databaseAway = true
      troubles.inc({ activity: 'commit' })
      log.warn({ err: error }, 'results could not be committed, they are kept in the queue and tried again')
    },
    databaseAnswered() {
      databaseAway = false
    },
    isDatabaseAway: () => databaseAway,
    liveFailed(error: unknown) {
      troubles.inc({ activity: 'live' })
      log.debug({ err: error }, 'live events could not be published, browsers see them at the next reload')
    },
    troubled(activity: 'changes' | 'notices' | 'presence' | 'regions' | 'rechecks', error: unknown) {
      troubles.inc({ activity })
      log.warn({ activity, err: error }, 'a round failed, it is tried again')
    },
  }
}
