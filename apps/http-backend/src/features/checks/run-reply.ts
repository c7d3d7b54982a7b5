import type { RunReply, RunResult } from '@mointering/api-contract/http/monitors'
import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import { judgeSlot } from '@mointering/monitoring-core/slot-verdict'

/** The reply of run-now and test-now: each region's result, and what they say together. */
export const runReplyOf = (results: readonly CheckResult[]): RunReply => ({
  verdict: judgeSlot(results),
  results: results.map(presentResult).toSorted((a, b) => a.region.localeCompare(b.region)),
})

function presentResult(result: CheckResult): RunResult {
  const { region, attempt, verdict, totalMs, phases, httpStatus, errorCode, message, evidence, certificate } = result
  return {
    slot: new Date(result.slot).toISOString(),
    checkedAt: new Date(result.startedAt).toISOString(),
    region,
    attempt,
    verdict,
    totalMs,
    phases,
    httpStatus,
    errorCode,
    message,
    evidence,
    certificate,
  }
}
