import type { HttpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { CheckFailure, degraded, type Finding, failure } from '../finding.js'
import { daysLeft } from '../net/certificate.js'
import type { ProbeContext } from '../probe.js'
import { slowerThan } from '../slow.js'
import { checkAssertions } from './assertions.js'
import { type DecodedBody, decodeBody } from './decode-body.js'
import type { Answer } from './exchange.js'

/** Whether anybody will look into the body. */
export const needsBody = ({ keyword, assertions }: HttpSettings): boolean =>
  keyword !== null || assertions.some((assertion) => assertion.source === 'json')

/** What an answer means for the monitor; null is up. The first thing that is wrong counts, the gravest first. */
export async function judgeAnswer(
  context: ProbeContext,
  settings: HttpSettings,
  answer: Answer,
): Promise<Finding | null> {
  const finding =
    judgeStatus(settings, answer) ?? (await judgeContent(settings, answer)) ?? judgeQuality(context, settings)
  if (finding) context.trace.bodySample = await sampleOf(answer)
  return finding
}

function judgeStatus({ acceptStatus }: HttpSettings, { status }: Answer): Finding | null {
  if (acceptStatus.some(({ min, max }) => status >= min && status <= max)) return null
  const accepted = acceptStatus.map(({ min, max }) => (min === max ? `${min}` : `${min}-${max}`)).join(', ')
  return failure('http_status', `The server answered ${status}; accepted is ${accepted}.`)
}

async function judgeContent(settings: HttpSettings, answer: Answer): Promise<Finding | null> {
  if (!settings.keyword && settings.assertions.length === 0) return null
  try {
    const body = needsBody(settings) ? await decodeBody(answer.body, answer.headers) : { text: '', complete: true }
    return judgeKeyword(settings.keyword, body) ?? checkAssertions(settings.assertions, answer.headers, body)
  } catch (error) {
    if (error instanceof CheckFailure) return error.finding
    throw error
  }
}

function judgeKeyword(keyword: HttpSettings['keyword'], { text, complete }: DecodedBody): Finding | null {
  if (!keyword) return null
  const where = complete ? `the answer (${text.length} characters)` : 'the first 1 MiB of the answer'
  const found = text.includes(keyword.text)
  if (keyword.mode === 'present' && !found) return failure('keyword_missing', `“${keyword.text}” is not in ${where}.`)
  if (keyword.mode === 'absent' && found) return failure('keyword_present', `“${keyword.text}” is in ${where}.`)
  return null
}

function judgeQuality({ trace, deadline }: ProbeContext, settings: HttpSettings): Finding | null {
  const days = trace.certificate && settings.verifyTls ? daysLeft(trace.certificate, Date.now()) : null
  if (days !== null && days < settings.certificateWarnDays) {
    return degraded('certificate_expires_soon', `The certificate expires in ${days} ${days === 1 ? 'day' : 'days'}.`)
  }
  return slowerThan(settings.degradedMs, deadline.elapsedMs())
}

async function sampleOf(answer: Answer): Promise<string | null> {
  const { bytes } = answer.body
  if (bytes.length === 0) return null
  try {
    return (await decodeBody({ bytes: bytes.subarray(0, 4096), complete: false }, answer.headers)).text
  } catch (error) {
    if (error instanceof CheckFailure) return bytes.toString('latin1', 0, 200)
    throw error
  }
}
