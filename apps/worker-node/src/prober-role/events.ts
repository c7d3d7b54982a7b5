import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import type { Logger } from '@mointering/backend-common/log/logger'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type ProberEvents = ReturnType<typeof createProberEvents>

/** What happens in the prober: one function each, a line in the log and a number in the metrics. */
export function createProberEvents(log: Logger, registry: Registry) {
  const registers = [registry]
  const inFlight = new Gauge({ name: 'mointering_checks_in_flight', help: 'Checks that run now', registers })
  const lag = new Histogram({
    name: 'mointering_check_start_lag_seconds',
    help: 'How long after its slot a check began',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
    registers,
  })
  const duration = new Histogram({
    name: 'mointering_check_duration_seconds',
    help: 'How long checks took',
    labelNames: ['kind'] as const,
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  })
  const checks = new Counter({
    name: 'mointering_checks_total',
    help: 'Checks by kind and verdict; verdict is cut when the shutdown ended it and it was left to another prober',
    labelNames: ['kind', 'verdict'] as const,
    registers,
  })
  const expired = new Counter({
    name: 'mointering_checks_expired_total',
    help: 'Checks dropped because nobody needed them any more; their slots stay uncovered',
    registers,
  })
  const overloaded = new Counter({
    name: 'mointering_checks_overloaded_total',
    help: 'Checks whose timing was spoilt by the prober itself; their verdict is unknown',
    registers,
  })
  const results = new Counter({
    name: 'mointering_result_publish_troubles_total',
    help: 'Results whose publish failed, by whether it is tried again (delayed) or not (given_up)',
    labelNames: ['fate'] as const,
    registers,
  })
  const troubles = new Counter({
    name: 'mointering_prober_troubles_total',
    help: 'Failed side activities',
    labelNames: ['activity'] as const,
    registers,
  })

  return {
    checkStarted(lagMs: number) {
      inFlight.inc()
      lag.observe(Math.max(0, lagMs) / 1000)
    },
    /** `result` is null when the shutdown cut the check. */
    checkEnded(kind: string, result: CheckResult | null, tookMs: number) {
      inFlight.dec()
      duration.observe({ kind }, tookMs / 1000)
      checks.inc({ kind, verdict: result?.verdict ?? 'cut' })
      if (result?.errorCode === 'prober_overloaded') overloaded.inc()
    },
    checkExpired(lateMs: number) {
      expired.inc()
      log.debug({ lateMs }, 'check dropped, its time is over')
    },
    batchLeft(count: number) {
      log.info({ count }, 'checks were left to another prober')
    },
    resultsDelayed(count: number, error: unknown) {
      results.inc({ fate: 'delayed' }, count)
      log.warn({ count, err: error }, 'results could not be published, they are tried again')
    },
    resultsGivenUp(count: number, error: unknown) {
      results.inc({ fate: 'given_up' }, count)
      log.warn({ count, err: error }, 'results could not be published and were given up, their checks are run again')
    },
    replyFailed(error: unknown) {
      troubles.inc({ activity: 'reply' })
      log.warn({ err: error }, 'an answer could not be sent to who asked for it')
    },
    presenceFailed(error: unknown) {
      troubles.inc({ activity: 'presence' })
      log.warn({ err: error }, 'the sign of life could not be sent')
    },
    started(region: string, concurrency: number, opensSecrets: boolean) {
      log.info({ region, concurrency }, 'prober takes checks')
      if (!opensSecrets) log.warn('PROBE_SECRETS_KEY is not set: checks of monitors with secrets will be unknown')
    },
  }
}
