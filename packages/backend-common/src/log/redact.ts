const HIDDEN = '[redacted]'
const MAX_DEPTH = 6

/** Names whose values are secrets, with or without a prefix (`clientSecret`, `csrf_token`, `DATABASE_URL`'s password). */
const SECRET_NAME =
  /(?:^|[_-])(?:authorization|cookies?|passwd|password|passphrase|secret|token|jwt|credentials?|(?:api|private|secret)[_-]?key|webhook(?:[_-]?url)?)$/i
const SECRET_CAMEL_NAME =
  /(?:Authorization|Cookies?|Password|Passphrase|Secret|Token|Jwt|Credentials?|ApiKey|PrivateKey|SecretKey|WebhookUrl)$/
const HEADERS_NAME = /^(?:raw|request|response|req|res)?_?headers$/i
const BODY_NAME = /^(?:request|response)?_?body$/i

const URL_IN_TEXT = /\b([a-z][a-z0-9+.-]*):\/\/([^\s"'<>`]*)/gi
const HOST_AND_PORT = /^(?:\[[0-9a-f:.%]+\]|[^:@]*)(?::\d{0,5})?$/i
const SCHEME_AND_SECRET = /\b(bearer|basic)\s+[\w.~+/=-]{4,}/gi
const NAME_AND_SECRET =
  /\b([\w-]*(?:password|passwd|passphrase|secret|token|api[_-]?key|authorization|cookie))(["']?\s*[=:]\s*["']?)([^\s"'&,;}]+)/gi
const HEARTBEAT_PATH = /(\/heartbeats\/)[^/?#\s"']+/g

/** `value` as it may stand in a log: without credentials, cookies, header values, bodies, and queries of URLs. Does not change `value`. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? value.toString() : value
  if (depth >= MAX_DEPTH) return '[deep]'
  if (value instanceof Error) return redactError(value, depth)
  if (value instanceof URL) return redactText(value.href)
  if (value instanceof Date) return value
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (value instanceof Map) return redact(Object.fromEntries(value), depth)
  if (Array.isArray(value) || value instanceof Set) return [...value].map((item) => redact(item, depth + 1))
  return isPlain(value) ? redactFields(value, depth) : `[${value.constructor.name}]`
}

/** False for instances of classes, such as a database client, which holds its password: whoever wants to log one says what of it. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** `text` without credentials and queries in URLs, and without what looks like `Bearer xyz` or `password=xyz`. */
export function redactText(text: string): string {
  return text
    .replace(URL_IN_TEXT, (_, scheme: string, rest: string) => `${scheme}://${redactAddress(rest)}`)
    .replace(SCHEME_AND_SECRET, `$1 ${HIDDEN}`)
    .replace(NAME_AND_SECRET, (whole, name: string, sign: string, secret: string) =>
      /^(?:bearer|basic)$/i.test(secret) ? whole : `${name}${sign}${HIDDEN}`,
    )
    .replace(HEARTBEAT_PATH, `$1${HIDDEN}`)
}

/** What follows `://`. When the host cannot be told from a password for certain, nothing of it is shown. */
function redactAddress(rest: string): string {
  const address = /^[^?#]*/.exec(rest)?.[0] ?? ''
  const slash = address.indexOf('/')
  const authority = slash < 0 ? address : address.slice(0, slash)
  const path = slash < 0 ? '' : address.slice(slash)
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  if (!HOST_AND_PORT.test(host)) return HIDDEN
  return host + path + (address.length < rest.length ? `?${HIDDEN}` : '')
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || typeof value === 'function') continue
    if (isSecretName(name) || BODY_NAME.test(name)) shown[name] = value === null ? null : HIDDEN
    else if (HEADERS_NAME.test(name)) shown[name] = redactHeaders(value)
    else shown[name] = redact(value, depth + 1)
  }
  return shown
}

const isSecretName = (name: string) => SECRET_NAME.test(name) || SECRET_CAMEL_NAME.test(name)

/** The names are worth seeing, the values never are. */
function redactHeaders(headers: unknown): unknown {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return HIDDEN
  const names = headers instanceof Headers ? [...headers.keys()] : Object.keys(headers)
  return Object.fromEntries(names.map((name) => [name, HIDDEN]))
}

/** Only what is known to be harmless: libraries hang much more on their errors (pg: the client, with the password of the database). */
function redactError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined
  return {
    type: error.name,
    message: redactText(error.message),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error instanceof AggregateError ? { errors: error.errors.map((each) => redact(each, depth + 1)) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  }
}
