import { z } from 'zod'
import { cronExpression, timeZone } from './cron.js'
import { SECRET_MASK } from './secret-mask.js'
import { hostName, httpUrl, portNumber } from './targets.js'

/** Assertion on a value taken from the answer. `exists` and `absent` take no `value`. */
export const COMPARISONS = [
  'equals',
  'notEquals',
  'contains',
  'notContains',
  'matches',
  'greaterThan',
  'lessThan',
  'exists',
  'absent',
] as const
const comparison = z.enum(COMPARISONS)
const expected = z.string().max(1000).optional()

// RFC 9110 5.1 and 5.5: a token as name, no control characters in the value (header injection).
const headerName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'Not a valid header name')
const headerValue = z
  .string()
  .max(4000)
  .regex(/^(?:\t|\P{Cc})*$/u, 'Header values must not hold line breaks or control characters')

/** They frame the message (RFC 9112 6, RFC 9110 7.6.1): the prober writes them itself, from the body. */
const FRAMING_HEADERS = new Set(['connection', 'content-length', 'te', 'trailer', 'transfer-encoding', 'upgrade'])
const requestHeaderName = headerName.refine((name) => !FRAMING_HEADERS.has(name.toLowerCase()), {
  message: 'This header is set by the check itself',
})

/** See isSecretHeader. */
const headerIsSecret = z
  .boolean()
  .optional()
  .describe('Whether nobody may read the value again; left out, it is secret unless the name is a harmless one')

const jsonAssertion = z.strictObject({
  source: z.literal('json'),
  path: z.string().min(1).max(500),
  comparison,
  value: expected,
})
const headerAssertion = z.strictObject({ source: z.literal('header'), name: headerName, comparison, value: expected })

export const httpAssertion = z
  .discriminatedUnion('source', [jsonAssertion, headerAssertion])
  .superRefine((assertion, ctx) => {
    const message = problemOfValue(assertion.comparison, assertion.value)
    if (message) ctx.addIssue({ code: 'custom', path: ['value'], message })
  })
export type HttpAssertion = z.infer<typeof httpAssertion>

/** Why a comparison cannot use a value, or null. */
function problemOfValue(kind: (typeof COMPARISONS)[number], value: string | undefined): string | null {
  if (kind === 'exists' || kind === 'absent') return value === undefined ? null : 'This comparison takes no value'
  if (value === undefined) return 'Enter a value to compare with'
  if (kind === 'greaterThan' || kind === 'lessThan') {
    return value.trim() !== '' && Number.isFinite(Number(value)) ? null : 'Enter a number'
  }
  return kind === 'matches' && !isPattern(value) ? 'Not a valid regular expression' : null
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u')
    return true
  } catch {
    return false // a SyntaxError: the only way to ask
  }
}

const statusRange = z
  .strictObject({ min: z.int().min(100).max(599), max: z.int().min(100).max(599) })
  .refine((range) => range.min <= range.max, { message: 'The first status must not be above the last one' })

const PEM = /^\s*-----BEGIN [A-Z0-9 ]+-----[\s\S]+-----END [A-Z0-9 ]+-----\s*$/
const PEM_WANTED = 'Paste it in PEM form, from -----BEGIN to -----END'
const certificatePem = z.string().max(20_000).regex(PEM, PEM_WANTED)
const privateKeyPem = z
  .string()
  .max(20_000)
  .refine((text) => text === SECRET_MASK || PEM.test(text), { message: PEM_WANTED })

// RFC 7617 2: a user name ends at the first colon, and neither holds control characters.
const username = z
  .string()
  .max(200)
  .regex(/^[^:\p{Cc}]*$/u, 'A user name holds no colon and no control characters')
const password = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'A password holds no control characters')

const authentication = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('basic'), username, password }),
  z.strictObject({
    scheme: z.literal('bearer'),
    token: z
      .string()
      .min(1)
      .max(4000)
      .regex(/^[\x21-\x7e]+$/, 'A token holds no spaces or line breaks'),
  }),
])

export const IP_FAMILIES = ['any', 'ipv4', 'ipv6'] as const
const ipFamily = z.enum(IP_FAMILIES).default('any')
const degradedMs = z
  .int()
  .min(1)
  .max(300_000)
  .nullable()
  .default(null)
  .describe('Slower than this many milliseconds is degraded')

/** Settings of an HTTP check. Bodies are read up to 1 MiB. */
export const httpSettings = z.strictObject({
  kind: z.literal('http'),
  url: httpUrl,
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
  headers: z
    .array(z.strictObject({ name: requestHeaderName, value: headerValue, secret: headerIsSecret }))
    .max(30)
    .default([]),
  body: z.string().max(100_000).nullable().default(null),
  authentication: authentication.nullable().default(null),
  followRedirects: z.boolean().default(true),
  maxRedirects: z.int().min(0).max(20).default(10),
  acceptStatus: z
    .array(statusRange)
    .min(1)
    .max(20)
    .default([{ min: 200, max: 299 }]),
  keyword: z
    .strictObject({ text: z.string().min(1).max(500), mode: z.enum(['present', 'absent']) })
    .nullable()
    .default(null),
  assertions: z.array(httpAssertion).max(20).default([]),
  degradedMs,
  verifyTls: z.boolean().default(true),
  clientCertificate: z.strictObject({ certificate: certificatePem, key: privateKeyPem }).nullable().default(null),
  ipFamily,
  proxyUrl: httpUrl.nullable().default(null),
  certificateWarnDays: z.int().min(0).max(365).default(14),
})

/** Settings of a TCP check: connect, then optionally send text and expect text in the answer. */
export const tcpSettings = z.strictObject({
  kind: z.literal('tcp'),
  host: hostName,
  port: portNumber,
  tls: z.boolean().default(false),
  verifyTls: z.boolean().default(true),
  send: z.string().max(4000).nullable().default(null),
  expect: z.string().max(1000).nullable().default(null),
  degradedMs,
  ipFamily,
})

export const pingSettings = z.strictObject({
  kind: z.literal('ping'),
  host: hostName,
  packets: z.int().min(1).max(10).default(3),
  maxLossPercent: z
    .int()
    .min(0)
    .max(99)
    .default(0)
    .describe('More loss than this is degraded; all packets lost is down'),
  degradedMs,
  ipFamily,
})

export const DNS_RECORD_TYPES = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT'] as const
export const DNS_RCODES = ['NOERROR', 'NXDOMAIN', 'SERVFAIL', 'REFUSED'] as const
export const dnsSettings = z.strictObject({
  kind: z.literal('dns'),
  host: hostName,
  recordType: z.enum(DNS_RECORD_TYPES).default('A'),
  resolver: hostName.nullable().default(null).describe('A resolver to ask; null asks the region’s own'),
  resolverPort: portNumber.default(53),
  expectedRcode: z.enum(DNS_RCODES).default('NOERROR'),
  expectedValues: z.array(z.string().min(1).max(500)).max(20).default([]).describe('Each must be among the answers'),
  degradedMs,
})

export const tlsSettings = z.strictObject({
  kind: z.literal('tls'),
  host: hostName,
  port: portNumber.default(443),
  serverName: hostName.nullable().default(null).describe('Name to ask for and to check; null is the host'),
  minDaysLeft: z.int().min(0).max(365).default(7).describe('Fewer days than this is down'),
  warnDaysLeft: z.int().min(0).max(365).default(21).describe('Fewer days than this is degraded'),
  minProtocol: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
  ipFamily,
})

/** Settings of a heartbeat: the outside world calls us. Either every `periodSeconds`, or at the times of a cron expression. */
export const heartbeatSettings = z.strictObject({
  kind: z.literal('heartbeat'),
  schedule: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('interval'),
      periodSeconds: z
        .int()
        .min(10)
        .max(31 * 86_400),
    }),
    z.strictObject({
      type: z.literal('cron'),
      expression: cronExpression,
      timeZone: timeZone.default('UTC'),
    }),
  ]),
  graceSeconds: z
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(60),
})

/** What a prober needs to run a check, by kind. Heartbeats are judged by the ingester and never reach a prober. */
export const probeSettings = z.discriminatedUnion('kind', [
  httpSettings,
  tcpSettings,
  pingSettings,
  dnsSettings,
  tlsSettings,
])
export const monitorSettings = z.discriminatedUnion('kind', [
  httpSettings,
  tcpSettings,
  pingSettings,
  dnsSettings,
  tlsSettings,
  heartbeatSettings,
])

export type HttpSettings = z.infer<typeof httpSettings>
export type TcpSettings = z.infer<typeof tcpSettings>
export type PingSettings = z.infer<typeof pingSettings>
export type DnsSettings = z.infer<typeof dnsSettings>
export type TlsSettings = z.infer<typeof tlsSettings>
export type HeartbeatSettings = z.infer<typeof heartbeatSettings>
export type ProbeSettings = z.infer<typeof probeSettings>
export type MonitorSettings = z.infer<typeof monitorSettings>
export type MonitorKind = MonitorSettings['kind']
export const MONITOR_KINDS = [
  'http',
  'tcp',
  'ping',
  'dns',
  'tls',
  'heartbeat',
] as const satisfies readonly MonitorKind[]
