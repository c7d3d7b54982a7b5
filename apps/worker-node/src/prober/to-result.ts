import type { CheckResult, CheckTask, Evidence } from '@mointering/api-contract/pipeline/messages'
import type { Finding } from './finding.js'
import type { Trace } from './probe.js'

const MAX_MESSAGE = 500
const MAX_HEADER_BYTES = 4096

export type Outcome = {
  task: CheckTask
  region: string
  startedAt: number
  totalMs: number
  trace: Trace
  finding: Finding | null
}

/** The message that goes to the ingester. Evidence only when the check is not up. */
export function toResult({ task, region, startedAt, totalMs, trace, finding }: Outcome): CheckResult {
  return {
    monitorKey: task.monitorKey,
    slot: task.slot,
    region,
    attempt: task.attempt,
    verdict: finding?.verdict ?? 'up',
    startedAt,
    totalMs,
    phases: trace.phases,
    httpStatus: trace.httpStatus,
    errorCode: finding?.code ?? null,
    message: finding ? cut(finding.message, MAX_MESSAGE) : null,
    certificate: trace.certificate,
    evidence: finding ? evidenceOf(trace, finding) : null,
  }
}

function evidenceOf(trace: Trace, finding: Finding): Evidence {
  return {
    remoteAddress: trace.remoteAddress,
    headers: headerPairs(trace.headers),
    bodySample: trace.bodySample === null ? null : cut(trace.bodySample, 4096),
    redirects: trace.redirects.slice(0, 20).map((url) => cut(url, 2000)),
    detail: finding.detail === undefined ? null : cut(finding.detail, 2000),
  }
}

/** Up to 100 headers and 4 KiB of them. */
function headerPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  let size = 0
  for (let i = 0; i + 1 < raw.length && pairs.length < 100; i += 2) {
    const pair: [string, string] = [raw[i] ?? '', cut(raw[i + 1] ?? '', 1000)]
    size += pair[0].length + pair[1].length
    if (size > MAX_HEADER_BYTES) break
    pairs.push(pair)
  }
  return pairs
}

/** Cuts without leaving half of a surrogate pair or a NUL: PostgreSQL takes no such text. */
export function cut(text: string, max: number): string {
  return Buffer.from(text.slice(0, max)).toString().replaceAll('\0', '\uFFFD')
}
