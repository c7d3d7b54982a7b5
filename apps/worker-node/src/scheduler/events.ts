import type { Logger } from '@mointering/backend-common/log/logger'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type SchedulerEvents = ReturnType<typeof createSchedulerEvents>

/** What happens in the scheduler: one function each, a line in the log and a number in the metrics. */
export function createSchedulerEvents(log: Logger, registry: Registry) {
  const registers = [registry]
  const lag = new Histogram({
    name: 'mointering_schedule_lag_seconds',
    help: 'How long after its slot a check was dispatched',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
    registers,
  })
  const slots = new Counter({
    name: 'mointering_slots_dispatched_total',
    help: 'Slots by what became of them: published (confirmed by the broker, once a region), given_up (the broker was away) or skipped (found too late)',
    labelNames: ['fate'] as const,
    registers,
  })
  const expected = new Counter({ name: 'mointering_slots_expected_total', help: 'Slots that fell due', registers })
  const publishFailures = new Counter({
    name: 'mointering_dispatch_failures_total',
    help: 'Publishes of checks that failed and were tried again',
    registers,
  })
  const shards = new Gauge({ name: 'mointering_scheduler_shards', help: 'Shards held by this scheduler', registers })
  const monitors = new Gauge({ name: 'mointering_scheduler_monitors', help: 'Monitors in its shards', registers })
  const troubles = new Counter({
    name: 'mointering_scheduler_troubles_total',
    help: 'Failed rounds by activity; each is tried again',
    labelNames: ['activity'] as const,
    registers,
  })

  return {
    slotDue(lagMs: number) {
      expected.inc()
      lag.observe(Math.max(0, lagMs) / 1000)
    },
    slotsSkipped(count: number) {
      expected.inc(count)
      slots.inc({ fate: 'skipped' }, count)
      log.warn({ count }, 'slots were found too late and stay uncovered')
    },
    batchDispatched(queue: string, count: number) {
      slots.inc({ fate: 'published' }, count)
      log.debug({ queue, count }, 'checks dispatched')
    },
    batchGivenUp(queue: string, count: number) {
      slots.inc({ fate: 'given_up' }, count)
      log.warn({ queue, count }, 'checks could not be published in time, their slots stay uncovered')
    },
    publishFailed(queue: string, attempt: number, error: unknown) {
      publishFailures.inc()
      log.debug({ queue, attempt, err: error }, 'publish failed, it is tried again')
    },
    shardTaken(shard: number, epoch: number, count: number) {
      log.info({ shard, epoch, monitors: count }, 'shard taken')
    },
    shardReleased(shard: number) {
      log.info({ shard }, 'shard released')
    },
    shardLost(shard: number) {
      log.warn({ shard }, 'shard lost to another scheduler')
    },
    monitorUnreadable(monitorKey: number, cause: Error) {
      log.error({ monitorKey, err: cause }, 'stored settings cannot be read, the monitor is not watched')
    },
    holding(shardCount: number, monitorCount: number) {
      shards.set(shardCount)
      monitors.set(monitorCount)
    },
    troubled(activity: 'leases' | 'changes' | 'notices' | 'dispatch', error: unknown) {
      troubles.inc({ activity })
      log.warn({ activity, err: error }, 'a round failed, it is tried again')
    },
  }
}
