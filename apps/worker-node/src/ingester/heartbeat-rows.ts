import { HEARTBEAT_REGION } from '@mointering/api-contract/pipeline/topology'
import type { StoredHeartbeat } from '@mointering/db/pipeline/heartbeats'
import type { PipelineMonitor } from '@mointering/db/pipeline/monitor-feed'
import type { ResultRow } from '@mointering/db/timeseries/result-row'
import {
  type HeartbeatFacts,
  type HeartbeatJudgement,
  judgeHeartbeat,
  waitingSinceMs,
} from '@mointering/monitoring-core/heartbeat-verdict'
import type { Revision } from '@mointering/monitoring-core/schedule'
import { Cron } from 'croner'

/** A heartbeat monitor's slot to judge. */
export type DueHeartbeat = { monitorKey: number; slot: number; attempt: number }

/**
 * The judgement of a heartbeat at a slot, as a result of the pseudo region `heartbeat`. Null for a monitor of another kind (its kind was never a heartbeat's, so
 * the message is stale).
 */
export function heartbeatRow(
  monitor: PipelineMonitor,
  call: StoredHeartbeat | undefined,
  { slot, attempt }: DueHeartbeat,
  nowMs: number,
): ResultRow | null {
  const { settings } = monitor
  if (settings.kind !== 'heartbeat') return null
  const known = {
    graceMs: settings.graceSeconds * 1000,
    lastCall: call?.lastAtMs != null ? { atMs: call.lastAtMs, status: call.lastStatus ?? 'up' } : null,
    slotMs: slot,
    createdMs: Math.max(monitor.createdAtMs, expectedSinceMs(monitor.revisions)),
  }
  const schedule: HeartbeatFacts['schedule'] =
    settings.schedule.type === 'interval'
      ? settings.schedule
      : {
          type: 'cron',
          nextDueMs: nextDueMs(settings.schedule.expression, settings.schedule.timeZone, waitingSinceMs(known)),
        }
  const judgement = judgeHeartbeat({ ...known, schedule })
  return {
    monitorKey: monitor.key,
    slotMs: slot,
    region: HEARTBEAT_REGION,
    attempt,
    verdict: judgement.verdict,
    lagMs: Math.max(0, nowMs - slot),
    totalMs: null,
    dnsMs: null,
    connectMs: null,
    tlsMs: null,
    ttfbMs: null,
    transferMs: null,
    httpStatus: null,
    errorCode: judgement.errorCode,
    message: sentence(judgement, call?.lastMessage ?? null),
    evidence: null,
  }
}

/** Since when the monitor is enabled without a break. */
function expectedSinceMs(revisions: readonly Revision[]): number {
  let sinceMs = 0
  let enabled = false
  for (const revision of revisions.toSorted((a, b) => a.effectiveFromMs - b.effectiveFromMs)) {
    if (revision.enabled && !enabled) sinceMs = revision.effectiveFromMs
    enabled = revision.enabled
  }
  return sinceMs
}

/** The first instant of a cron expression after another one; null when it never comes. The contract refuses expressions that croner cannot read. */
function nextDueMs(expression: string, timezone: string, afterMs: number): number | null {
  return new Cron(expression, { timezone }).nextRun(new Date(afterMs))?.getTime() ?? null
}

function sentence({ verdict, errorCode, lateByMs }: HeartbeatJudgement, said: string | null): string | null {
  if (errorCode === 'heartbeat_missed')
    return `The expected call did not come; it is ${Math.ceil(lateByMs / 1000)} s overdue.`
  if (errorCode === 'heartbeat_failed') return said ?? 'The job reported a failure.'
  return verdict === 'unknown' ? 'No call came yet.' : null
}
