import type { Logger } from '@mointering/backend-common/log/logger'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type JanitorEvents = ReturnType<typeof createJanitorEvents>

/** What happens in the janitor: one function each, a line in the log and a number in the metrics. */
export function createJanitorEvents(log: Logger, registry: Registry) {
  const registers = [registry]
  const steps = new Counter({
    name: 'mointering_housekeeping_runs_total',
    help: 'Runs of housekeeping steps, by outcome (done or failed)',
    labelNames: ['step', 'outcome'] as const,
    registers,
  })
  const duration = new Histogram({
    name: 'mointering_housekeeping_seconds',
    help: 'How long housekeeping steps took',
    labelNames: ['step'] as const,
    buckets: [0.01, 0.1, 1, 10, 60, 600],
    registers,
  })
  const slots = new Gauge({
    name: 'mointering_recent_slots',
    help: 'Slots of all monitors in the two minutes that ended two minutes ago: expected by the schedules, and observed',
    labelNames: ['kind'] as const,
    registers,
  })
  const storage = new Gauge({ name: 'mointering_result_storage_bytes', help: 'Disk space of the results', registers })

  return {
    stepDone(step: string, tookMs: number) {
      steps.inc({ step, outcome: 'done' })
      duration.observe({ step }, tookMs / 1000)
      log.debug({ step, tookMs }, 'housekeeping step done')
    },
    stepFailed(step: string, error: unknown) {
      steps.inc({ step, outcome: 'failed' })
      log.warn({ step, err: error }, 'a housekeeping step failed, it is tried again')
    },
    removed(what: string, count: number) {
      if (count > 0) log.info({ what, count }, 'removed for good')
    },
    coverageMeasured(expected: number, observed: number) {
      slots.set({ kind: 'expected' }, expected)
      slots.set({ kind: 'observed' }, observed)
    },
    storageMeasured(bytes: number) {
      storage.set(bytes)
    },
    roundFailed(error: unknown) {
      log.warn({ err: error }, 'the janitor could not ask for its turn, it tries again')
    },
  }
}
