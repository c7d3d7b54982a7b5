import { describe, expect, test } from 'vitest'
import { createMonitorRequest, monitor } from './monitor.js'
import { MONITOR_KINDS, monitorSettings } from './monitor-kinds.js'

/** What must be given of each kind, and no more. */
const SMALLEST = {
  http: { kind: 'http', name: 'Shop', url: 'https://example.org/' },
  tcp: { kind: 'tcp', name: 'Mail', host: 'mail.example.org', port: 25 },
  ping: { kind: 'ping', name: 'Router', host: '192.0.2.1' },
  dns: { kind: 'dns', name: 'Name', host: 'example.org' },
  tls: { kind: 'tls', name: 'Certificate', host: 'example.org' },
  heartbeat: { kind: 'heartbeat', name: 'Backup', schedule: { type: 'interval', periodSeconds: 3600 } },
} as const

const COMMON = {
  intervalSeconds: 60,
  timeoutMs: 10_000,
  regions: [],
  confirmations: 2,
  recoveries: 1,
  enabled: true,
  minRegions: 1,
  tags: [],
  dependsOn: [],
  remindEveryMinutes: null,
}

const DEFAULTS = {
  http: {
    method: 'GET',
    headers: [],
    body: null,
    authentication: null,
    followRedirects: true,
    maxRedirects: 10,
    acceptStatus: [{ min: 200, max: 299 }],
    keyword: null,
    assertions: [],
    degradedMs: null,
    verifyTls: true,
    clientCertificate: null,
    ipFamily: 'any',
    proxyUrl: null,
    certificateWarnDays: 14,
  },
  tcp: { tls: false, verifyTls: true, send: null, expect: null, degradedMs: null, ipFamily: 'any' },
  ping: { packets: 3, maxLossPercent: 0, degradedMs: null, ipFamily: 'any' },
  dns: {
    recordType: 'A',
    resolver: null,
    resolverPort: 53,
    expectedRcode: 'NOERROR',
    expectedValues: [],
    degradedMs: null,
  },
  tls: {
    port: 443,
    serverName: null,
    minDaysLeft: 7,
    warnDaysLeft: 21,
    minProtocol: 'TLSv1.2',
    ipFamily: 'any',
  },
  heartbeat: { graceSeconds: 60 },
}

describe.each(MONITOR_KINDS)('%s', (kind) => {
  const smallest = SMALLEST[kind]

  test('needs only kind, name and target; everything else is filled in', () => {
    expect(createMonitorRequest.parse(smallest)).toEqual({ ...COMMON, ...DEFAULTS[kind], ...smallest })
  })

  test.each(Object.keys(smallest))('is refused without its %s', (field) => {
    const rest = Object.fromEntries(Object.entries(smallest).filter(([name]) => name !== field))
    expect(problems(rest)).toEqual([field])
  })

  test('refuses a key that it does not know, by name', () => {
    const parsed = createMonitorRequest.safeParse({ ...smallest, colour: 'red' })
    expect(parsed.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['colour'] }])
  })

  test('goes through its own settings schema unchanged once parsed', () => {
    const parsed: Record<string, unknown> = createMonitorRequest.parse(smallest)
    const settings = Object.fromEntries(Object.entries(parsed).filter(([name]) => name !== 'name' && !(name in COMMON)))
    expect(monitorSettings.parse(settings)).toEqual(settings)
  })

  test('a reply may hold more than its reader knows', () => {
    const reply = {
      ...createMonitorRequest.parse(smallest),
      id: '6f1c2f0e-9a63-4d2c-8b1e-0f6a1d2c3b4a',
      workspaceId: '6f1c2f0e-9a63-4d2c-8b1e-0f6a1d2c3b4b',
      version: 1,
      status: 'pending',
      statusSince: null,
      statusReason: null,
      certificateExpiresAt: null,
      heartbeatUrl: null,
      lastHeartbeatAt: null,
      lastResult: null,
      createdAt: '2026-11-01T00:00:00.000Z',
      updatedAt: '2026-11-01T00:00:00.000Z',
    }
    expect(monitor.parse({ ...reply, addedInALaterVersion: 1 })).toEqual(reply)
  })
})

describe('interval and timeout', () => {
  test.each([
    [{}, 10_000],
    [{ intervalSeconds: 1 }, 1000],
    [{ intervalSeconds: 5 }, 5000],
    [{ intervalSeconds: 86_400 }, 10_000],
    [{ intervalSeconds: 5, timeoutMs: 5000 }, 5000],
    [{ intervalSeconds: 300, timeoutMs: 300_000 }, 300_000],
  ])('%j has a timeout of %d ms', (given, timeoutMs) => {
    expect(createMonitorRequest.parse({ ...SMALLEST.http, ...given }).timeoutMs).toBe(timeoutMs)
  })

  test('a timeout above the interval is refused', () => {
    expect(problems({ ...SMALLEST.http, intervalSeconds: 5, timeoutMs: 5001 })).toEqual(['timeoutMs'])
  })

  test('a heartbeat has no timeout to speak of', () => {
    expect(problems({ ...SMALLEST.heartbeat, intervalSeconds: 5, timeoutMs: 10_000 })).toEqual([])
  })
})

const http = (given: object) => ({ ...SMALLEST.http, ...given })
const assertion = (given: object) => http({ assertions: [{ source: 'json', path: '$.ok', ...given }] })
const beat = (schedule: object) => ({ ...SMALLEST.heartbeat, schedule })
const daily = (given: object) => beat({ type: 'cron', expression: '0 3 * * *', ...given })

test.each<[string, object]>([
  ['a header with a tab', http({ headers: [{ name: 'X-Note', value: 'a\tb' }] })],
  ['its own Host header', http({ headers: [{ name: 'Host', value: 'example.org' }] })],
  ['basic authentication', http({ authentication: { scheme: 'basic', username: 'ada', password: 'a:b c' } })],
  ['a bearer token', http({ authentication: { scheme: 'bearer', token: 'abc.def' } })],
  [
    'two ranges of status',
    http({
      acceptStatus: [
        { min: 200, max: 204 },
        { min: 301, max: 301 },
      ],
    }),
  ],
  ['an assertion', assertion({ comparison: 'equals', value: 'true' })],
  ['an assertion on a number', assertion({ comparison: 'lessThan', value: '1.5' })],
  ['an assertion by pattern', assertion({ comparison: 'matches', value: '^v\\d+$' })],
  ['an assertion without a value', assertion({ comparison: 'exists' })],
  ['an interval of 1 s', http({ intervalSeconds: 1 })],
  ['an interval of a day', http({ intervalSeconds: 86_400 })],
  ['two regions', http({ regions: ['eu-west', 'us-1'] })],
  ['an IPv6 host', { ...SMALLEST.tcp, host: '2001:db8::1' }],
  ['a resolver', { ...SMALLEST.dns, resolver: '192.0.2.53', resolverPort: 5353, recordType: 'MX' }],
  ['a cron expression with a time zone', daily({ timeZone: 'Europe/Berlin' })],
  ['a leap day', daily({ expression: '0 0 29 2 *' })],
  ['names of days', daily({ expression: '0 3 * * MON-FRI' })],
  ['a nickname', daily({ expression: '@daily' })],
])('%s is taken', (_case, given) => expect(problems(given)).toEqual([]))

test.each<[string, object, string]>([
  ['no kind that exists', http({ kind: 'gopher' }), 'kind'],
  ['an empty name', http({ name: '  ' }), 'name'],
  ['a name too long', http({ name: 'a'.repeat(121) }), 'name'],
  ['credentials in the URL', http({ url: 'https://ada:secret@example.org/' }), 'url'],
  ['credentials in the proxy', http({ proxyUrl: 'http://ada:secret@proxy.example/' }), 'proxyUrl'],
  ['a line break in a header value', http({ headers: [{ name: 'X', value: 'a\r\nHost: b' }] }), 'headers.0.value'],
  ['a line feed alone', http({ headers: [{ name: 'X', value: 'a\nb' }] }), 'headers.0.value'],
  ['a zero byte in a header value', http({ headers: [{ name: 'X', value: 'a\0b' }] }), 'headers.0.value'],
  ['a header name with a colon', http({ headers: [{ name: 'X: y', value: '' }] }), 'headers.0.name'],
  ['a header name with a line break', http({ headers: [{ name: 'X\r\nY', value: '' }] }), 'headers.0.name'],
  ['a header that frames the message', http({ headers: [{ name: 'Content-LENGTH', value: '1' }] }), 'headers.0.name'],
  ['an unknown key in a header', http({ headers: [{ name: 'X', value: '', extra: 1 }] }), 'headers.0'],
  ['too many headers', http({ headers: new Array(31).fill({ name: 'X', value: '' }) }), 'headers'],
  ['a colon in a user name', basic('a:b', 'c'), 'authentication.username'],
  ['a line break in a password', basic('a', 'b\nc'), 'authentication.password'],
  ['a space in a token', http({ authentication: { scheme: 'bearer', token: 'a b' } }), 'authentication.token'],
  ['a method that is none', http({ method: 'BREW' }), 'method'],
  ['no accepted status', http({ acceptStatus: [] }), 'acceptStatus'],
  ['a reversed range of status', http({ acceptStatus: [{ min: 299, max: 200 }] }), 'acceptStatus.0'],
  ['a status above 599', http({ acceptStatus: [{ min: 200, max: 600 }] }), 'acceptStatus.0.max'],
  ['an assertion without its value', assertion({ comparison: 'equals' }), 'assertions.0.value'],
  ['a value where there is none', assertion({ comparison: 'absent', value: 'x' }), 'assertions.0.value'],
  ['a text to be less than', assertion({ comparison: 'lessThan', value: 'fast' }), 'assertions.0.value'],
  ['a broken pattern', assertion({ comparison: 'matches', value: '(' }), 'assertions.0.value'],
  [
    'a certificate that is none',
    http({ clientCertificate: { certificate: 'x', key: '-----BEGIN KEY-----\nAA==\n-----END KEY-----' } }),
    'clientCertificate.certificate',
  ],
  ['an interval of 0', http({ intervalSeconds: 0 }), 'intervalSeconds'],
  ['an interval above a day', http({ intervalSeconds: 86_401 }), 'intervalSeconds'],
  ['half a second more', http({ intervalSeconds: 1.5 }), 'intervalSeconds'],
  ['an interval as text', http({ intervalSeconds: '60' }), 'intervalSeconds'],
  ['a timeout of 0', http({ timeoutMs: 0 }), 'timeoutMs'],
  ['no confirmation', http({ confirmations: 0 }), 'confirmations'],
  ['a region in capitals', http({ regions: ['EU'] }), 'regions.0'],
  ['a region twice', http({ regions: ['eu', 'eu'] }), 'regions'],
  ['a port above 65535', { ...SMALLEST.tcp, port: 65_536 }, 'port'],
  ['a host with a scheme', { ...SMALLEST.ping, host: 'https://example.org' }, 'host'],
  ['eleven packets', { ...SMALLEST.ping, packets: 11 }, 'packets'],
  ['a record type that is none', { ...SMALLEST.dns, recordType: 'ANY' }, 'recordType'],
  ['a protocol too old', { ...SMALLEST.tls, minProtocol: 'TLSv1' }, 'minProtocol'],
  ['a period of 9 s', beat({ type: 'interval', periodSeconds: 9 }), 'schedule.periodSeconds'],
  ['cron with seconds', daily({ expression: '* * * * * *' }), 'schedule.expression'],
  ['cron out of range', daily({ expression: '61 * * * *' }), 'schedule.expression'],
  ['cron for 30 February', daily({ expression: '0 0 30 2 *' }), 'schedule.expression'],
  ['words for cron', daily({ expression: 'every day' }), 'schedule.expression'],
  ['a time zone that is none', daily({ timeZone: 'Mars/Olympus' }), 'schedule.timeZone'],
  ['settings of another kind', { ...SMALLEST.ping, port: 80 }, ''],
])('%s is refused, at its place', (_case, given, path) => expect(problems(given)).toEqual([path]))

test.each([null, undefined, 7, 'http', [], {}])('%j is no monitor', (given) =>
  expect(createMonitorRequest.safeParse(given).success).toBe(false),
)

function basic(username: string, password: string): object {
  return http({ authentication: { scheme: 'basic', username, password } })
}

/** Paths of what is wrong, dotted. */
function problems(given: object): string[] {
  const parsed = createMonitorRequest.safeParse(given)
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'))
}
