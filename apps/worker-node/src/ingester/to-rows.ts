import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import type { ResultRow } from '@mointering/db/timeseries/result-row'
import type { Observation } from './monitor-memory.js'

/** How a result is stored. */
export function toRow(monitorKey: number, result: CheckResult): ResultRow {
  const { slot, region, attempt, verdict, startedAt, totalMs, phases, httpStatus, errorCode, message, evidence } =
    result
  return {
    monitorKey,
    slotMs: slot,
    region,
    attempt,
    verdict,
    // A prober whose clock runs behind would seem to begin before the slot.
    lagMs: Math.max(0, startedAt - slot),
    totalMs,
    ...phases,
    httpStatus,
    errorCode,
    message,
    evidence,
  }
}

/** What the status machine needs of a stored result. */
export const toObservation = ({ slotMs, region, attempt, verdict, message, errorCode }: ResultRow): Observation => ({
  slotMs,
  region,
  attempt,
  verdict,
  reason: verdict === 'up' ? null : (message ?? errorCode),
})

/** When the check of a row ended, epoch milliseconds. */
export const endedAtMs = ({ slotMs, lagMs, totalMs }: ResultRow): number => slotMs + lagMs + Math.round(totalMs ?? 0)
