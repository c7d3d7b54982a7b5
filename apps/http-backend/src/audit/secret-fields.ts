export const MASK = '********'

const SECRET_NAME = /password|secret|token|hash|authorization|cookie|key$|heartbeatUrl/i
/** What a check sends may be a password, such as AUTH to Redis or the body of a sign-in. */
const SENT_BY_CHECKS = /^(body|send)$/

/** True for fields whose value never stands in the audit log, whatever it is. */
export const isSecret = (field: string): boolean => SECRET_NAME.test(field) || SENT_BY_CHECKS.test(field)

const HEADERS = /headers$/i

/** The headers that a check sends, as a list of {name, value} or by name, with their values masked; everything else as it is. */
export function maskHeaders(field: string, value: unknown): unknown {
  if (!HEADERS.test(field)) return value
  if (Array.isArray(value)) return value.map((header) => (hasValue(header) ? { ...header, value: MASK } : header))
  if (typeof value !== 'object' || value === null) return MASK
  return Object.fromEntries(Object.keys(value).map((name) => [name, MASK]))
}

const hasValue = (header: unknown): header is { value: unknown } =>
  typeof header === 'object' && header !== null && 'value' in header

/** `https://ada:secret@example.org` -> `https://ada:********@example.org` (RFC 3986 3.2.1). */
export const withoutPassword = (text: string): string =>
  text.replace(/^([a-z][a-z0-9+.-]{0,20}:\/\/[^/?#@:]{0,200}):[^/?#@]{0,1000}@/i, `$1:${MASK}@`)
