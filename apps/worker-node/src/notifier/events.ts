import type { Logger } from '@mointering/backend-common/log/logger'
import type { ClaimedDelivery } from '@mointering/db/notices/claim-deliveries'
import type { Waiting } from '@mointering/db/notices/read-waiting'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

export type NotifierEvents = ReturnType<typeof createNotifierEvents>

/** What happens in the notifier: one function each, a line in the log and a number in the metrics. Neither holds what is told, nor to whom. */
export function createNotifierEvents(log: Logger, registry: Registry) {
  const registers = [registry]
  const deliveries = new Counter({
    name: 'mointering_deliveries_total',
    help: 'Deliveries that ended: sent, dead (given up), dropped (nobody wanted it any more)',
    labelNames: ['outcome'] as const,
    registers,
  })
  const attempts = new Counter({
    name: 'mointering_delivery_attempts_total',
    help: 'Attempts at deliveries, by kind of channel and outcome: sent, passing, permanent, unsure (cut off before an answer)',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  })
  const duration = new Histogram({
    name: 'mointering_delivery_attempt_seconds',
    help: 'How long an attempt took, by kind of channel',
    labelNames: ['kind'] as const,
    buckets: [0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const latency = new Histogram({
    name: 'mointering_notice_latency_seconds',
    help: 'From the end of the check that a notice tells of to its acceptance by the provider, by kind of channel',
    labelNames: ['kind'] as const,
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600],
    registers,
  })
  const waiting = new Gauge({
    name: 'mointering_deliveries_waiting',
    help: 'Deliveries in the outbox: due (could be tried now), later (their time has not come)',
    labelNames: ['when'] as const,
    registers,
  })
  const oldest = new Gauge({
    name: 'mointering_delivery_oldest_due_seconds',
    help: 'How long the delivery that is due for longest has been due',
    registers,
  })
  const fallbacks = new Counter({
    name: 'mointering_deliveries_told_elsewhere_total',
    help: 'Dead deliveries whose notice went to the fall-back channel',
    registers,
  })
  const troubles = new Counter({
    name: 'mointering_notifier_troubles_total',
    help: 'Failures that healed or were put aside, by activity',
    labelNames: ['activity'] as const,
    registers,
  })
  let databaseAway = false
  const contextOf = ({ id, workspaceId, channelId, channelKind, attempt }: ClaimedDelivery) => ({
    deliveryId: id,
    workspaceId,
    channelId,
    kind: channelKind,
    attempt,
  })

  return {
    attempted({ channelKind: kind }: ClaimedDelivery, outcome: string, durationMs: number) {
      attempts.inc({ kind, outcome })
      duration.observe({ kind }, durationMs / 1000)
    },
    sent(claimed: ClaimedDelivery, sentMs: number, note: string | null) {
      deliveries.inc({ outcome: 'sent' })
      const latencyMs = claimed.checkedMs === null ? null : Math.max(0, sentMs - claimed.checkedMs)
      if (latencyMs !== null) latency.observe({ kind: claimed.channelKind }, latencyMs / 1000)
      log.info({ ...contextOf(claimed), latencyMs, hasNote: note !== null }, 'a notice was sent')
    },
    willRetry(claimed: ClaimedDelivery, facts: { outcome: string; httpStatus: number | null; retryAtMs: number }) {
      log.warn({ ...contextOf(claimed), ...facts }, 'a notice could not be sent yet')
    },
    broken({ channelId, channelKind: kind, workspaceId }: ClaimedDelivery) {
      log.warn({ channelId, workspaceId, kind }, 'a channel fails again and again: it is left alone for a while')
    },
    gaveUp(claimed: ClaimedDelivery, facts: { outcome: string; httpStatus: number | null; toldFallback: boolean }) {
      deliveries.inc({ outcome: 'dead' })
      if (facts.toldFallback) fallbacks.inc()
      log.warn({ ...contextOf(claimed), ...facts }, 'a notice was given up')
    },
    gaveUpOverdue({ dead, toldFallback }: { dead: number; toldFallback: number }) {
      if (dead === 0) return
      deliveries.inc({ outcome: 'dead' }, dead)
      fallbacks.inc(toldFallback)
      log.warn({ dead, toldFallback }, 'notices that waited for broken channels were given up')
    },
    dropped(count: number) {
      if (count === 0) return
      deliveries.inc({ outcome: 'dropped' }, count)
      log.info({ count }, 'notices that nobody wants any more were dropped')
    },
    looked({ waiting: all, due, oldestDueMs }: Waiting, nowMs: number) {
      waiting.set({ when: 'due' }, due)
      waiting.set({ when: 'later' }, all - due)
      oldest.set(oldestDueMs === null ? 0 : Math.max(0, nowMs - oldestDueMs) / 1000)
    },
    lostRace(claimed: ClaimedDelivery) {
      log.info(contextOf(claimed), 'a delivery was ended by somebody else meanwhile')
    },
    failedByBug(claimed: ClaimedDelivery, error: unknown) {
      troubles.inc({ activity: 'bug' })
      log.error({ ...contextOf(claimed), err: error }, 'a channel has a bug')
    },
    secretsUnreadable(claimed: ClaimedDelivery, error: unknown) {
      troubles.inc({ activity: 'secrets' })
      log.error(
        { ...contextOf(claimed), err: error },
        'stored secrets of a channel cannot be opened with ENCRYPTION_KEY',
      )
    },
    recordRefused(claimed: ClaimedDelivery, error: unknown) {
      troubles.inc({ activity: 'record' })
      log.error({ ...contextOf(claimed), err: error }, 'how a delivery went cannot be stored')
    },
    databaseAnswered() {
      databaseAway = false
    },
    isDatabaseAway: () => databaseAway,
    troubled(activity: 'round' | 'record', error: unknown) {
      databaseAway = true
      troubles.inc({ activity })
      log.warn({ activity, err: error }, 'the outbox could not be reached, it is tried again')
    },
    cutOff(count: number) {
      log.warn({ count }, 'deliveries did not end in time, they are tried again by whoever comes next')
    },
  }
}
