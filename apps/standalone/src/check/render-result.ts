import { CHECK_ERRORS } from '@mointering/api-contract/pipeline/check-error-codes'
import type { CertificateSeen, CheckResult, Phases } from '@mointering/api-contract/pipeline/messages'
import type { Verdict } from '@mointering/monitoring-core/verdict'
import type { Paint } from '../cli/paint.js'

const PHASE_NAMES = [
  ['dnsMs', 'name lookup'],
  ['connectMs', 'connect'],
  ['tlsMs', 'TLS'],
  ['ttfbMs', 'first byte'],
  ['transferMs', 'transfer'],
] as const satisfies readonly (readonly [keyof Phases, string])[]

const COLOUR = { up: 'green', degraded: 'yellow', down: 'red', unknown: 'grey' } as const satisfies Record<
  Verdict,
  keyof Paint
>
const BAR_COLUMNS = 40
const DAY_MS = 86_400_000

/** A result as lines for the terminal: verdict, the phases as a waterfall, and for a failure what happened and what can be done. */
export function renderResult(target: string, result: CheckResult, paint: Paint): string[] {
  const facts = [
    paint[COLOUR[result.verdict]](paint.bold(result.verdict.toUpperCase())),
    result.httpStatus === null ? null : `HTTP ${result.httpStatus}`,
    result.totalMs === null ? null : milliseconds(result.totalMs),
  ]
  return [
    '',
    `  ${paint.bold(target)}  ${facts.filter((fact) => fact !== null).join('  ')}`,
    ...waterfall(result.phases, paint),
    ...reasons(result, paint),
    '',
  ]
}

function waterfall(phases: Phases, paint: Paint): string[] {
  const seen = PHASE_NAMES.flatMap(([key, name]) => (phases[key] === null ? [] : [{ name, ms: phases[key] }]))
  const totalMs = seen.reduce((sum, { ms }) => sum + ms, 0)
  if (totalMs === 0) return []
  let beforeMs = 0
  const lines = seen.map(({ name, ms }) => {
    const from = Math.min(BAR_COLUMNS - 1, Math.round((beforeMs / totalMs) * BAR_COLUMNS))
    beforeMs += ms
    const to = Math.max(from + 1, Math.round((beforeMs / totalMs) * BAR_COLUMNS))
    const bar = ' '.repeat(from) + '█'.repeat(to - from)
    return `  ${name.padEnd(12)}${paint.blue(bar.padEnd(BAR_COLUMNS))}  ${milliseconds(ms).padStart(10)}`
  })
  return ['', ...lines]
}

function reasons({ message, errorCode, evidence, certificate, startedAt }: CheckResult, paint: Paint): string[] {
  const advice =
    errorCode !== null && Object.hasOwn(CHECK_ERRORS, errorCode)
      ? Object.entries(CHECK_ERRORS).find(([code]) => code === errorCode)?.[1].advice
      : null
  const lines = [
    message === null ? null : `  ${message} ${paint.grey(`(${errorCode})`)}`,
    evidence?.detail ? `  ${evidence.detail}` : null,
    advice ? `  ${paint.grey(advice)}` : null,
    ...(evidence?.redirects ?? []).map((url) => paint.grey(`  redirect: ${url}`)),
    certificate === null ? null : `  ${paint.grey(certificateLine(certificate, startedAt))}`,
  ].filter((line) => line !== null)
  return lines.length === 0 ? [] : ['', ...lines]
}

function certificateLine({ subject, issuer, validTo, protocol }: CertificateSeen, nowMs: number): string {
  const days = Math.floor((validTo - nowMs) / DAY_MS)
  const until = new Date(validTo).toISOString().slice(0, 10)
  const left = days < 0 ? `expired on ${until}` : `valid until ${until} (${days} days)`
  return `certificate: ${subject}, by ${issuer}, ${left}${protocol === null ? '' : `, ${protocol}`}`
}

const milliseconds = (ms: number): string => (ms < 10 ? `${ms.toFixed(2)} ms` : `${Math.round(ms)} ms`)
