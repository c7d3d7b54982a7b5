import type { CheckResult, CheckTask } from '@mointering/api-contract/pipeline/messages'

/** Failures that only mean "not in time". Everything else the target did or said, however late we were to hear it. */
const NOT_IN_TIME: ReadonlySet<string> = new Set([
  'connection_timeout',
  'tls_timeout',
  'answer_timeout',
  'body_timeout',
  'dns_no_answer',
])

/** A target that had nine tenths of its time and did not answer is to blame itself. */
const OUR_SHARE = 0.1

/**
 * The result, or an `unknown` in its place when the prober stood still for `stalledMs` during the check and the verdict rests on time: a timeout of which we took
 * a tenth or more ourselves, or a slowness that is gone without our share. A result that is up, or down for what the target said, stays as it is.
 */
export function blameStalls(result: CheckResult, task: CheckTask, stalledMs: number): CheckResult {
  if (stalledMs <= 0 || !restsOnTime(result, task, stalledMs)) return result
  return {
    ...result,
    verdict: 'unknown',
    errorCode: 'prober_overloaded',
    message: `The prober itself stood still for ${Math.round(stalledMs)} ms during the check, so it cannot tell.`,
    evidence: null,
  }
}

function restsOnTime(result: CheckResult, { settings, timeoutMs }: CheckTask, stalledMs: number): boolean {
  if (result.errorCode === null) return false
  if (result.verdict === 'down') return NOT_IN_TIME.has(result.errorCode) && stalledMs >= timeoutMs * OUR_SHARE
  // The system's ping program measures by itself, whatever we do meanwhile.
  if (result.errorCode !== 'slow' || settings.kind === 'ping' || !('degradedMs' in settings)) return false
  return result.totalMs !== null && settings.degradedMs !== null && result.totalMs - stalledMs <= settings.degradedMs
}
