import type { Outcome, ProviderAnswer } from './channel-kind.js'

const REASON_LENGTH = 300

/** Headers of a request whose body is JSON. */
export const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' } as const

/**
 * What an HTTP answer means where the provider has no ways of its own: 2xx is sent; 408, 425, 429 and 5xx pass, after Retry-After where there is one (RFC 9110
 * 10.2.3, seconds or a date); everything else, redirects too, will not work until somebody changes the settings.
 */
export function httpOutcome(answer: ProviderAnswer, nowMs: number): Outcome {
  const { status } = answer
  if (status >= 200 && status < 300) return { kind: 'sent', receipt: null }
  const reason = reasonOf(answer)
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: 'passing', reason, retryAfterMs: retryAfterMs(answer, nowMs), httpStatus: status }
  return { kind: 'permanent', reason, httpStatus: status }
}

/** What the provider said, as one short line for the delivery log. */
export function reasonOf({ status, body }: ProviderAnswer): string {
  const said = body.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return `HTTP ${status}${said === '' ? '' : `: ${said}`}`.slice(0, REASON_LENGTH)
}

/** How long the provider asks to wait; null when it does not say, or nothing that can be read. */
export function retryAfterMs({ headers }: ProviderAnswer, nowMs: number): number | null {
  const value = headers['retry-after']?.trim()
  if (!value) return null
  if (/^\d{1,9}(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000)
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}
