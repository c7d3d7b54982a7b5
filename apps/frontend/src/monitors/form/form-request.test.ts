import { createMonitorRequest, monitor } from '@mointering/api-contract/monitors/monitor'
import { describe, expect, test } from 'vitest'
import { errorAt, toFieldErrors, validateForm } from './field-errors'
import { fromMonitor } from './from-monitor'
import { emptyForm, type MonitorForm } from './monitor-form'
import { parseHostPort, parseStatusRanges } from './parse-fields'
import { toRequest } from './to-request'

const form = (changes: Partial<MonitorForm>): MonitorForm => ({ ...emptyForm(), ...changes })

const stored = (request: unknown) =>
  monitor.parse({
    ...createMonitorRequest.parse(request),
    id: '0198f3a0-0000-7000-8000-000000000001',
    workspaceId: '0198f3a0-0000-7000-8000-000000000002',
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
  })

const FORMS: [string, Partial<MonitorForm>][] = [
  ['http, only an address', { target: 'https://example.org/x' }],
  [
    'http with everything',
    {
      target: 'https://example.org/x',
      name: 'Example',
      timeoutSeconds: '2.5',
      method: 'POST',
      headers: [{ name: 'accept', value: 'text/html' }],
      body: '{"a":1}',
      authScheme: 'basic',
      username: 'ada',
      password: 'secret',
      followRedirects: false,
      acceptStatus: '200-299, 304',
      keyword: 'Welcome',
      keywordMode: 'absent',
      assertions: [
        { source: 'json', subject: '$.ok', comparison: 'equals', value: 'true' },
        { source: 'header', subject: 'etag', comparison: 'exists', value: '' },
      ],
      degradedMs: '800',
      verifyTls: false,
      proxyUrl: 'http://proxy.example.org:3128',
    },
  ],
  ['tcp', { kind: 'tcp', target: '[2001:db8::1]:25', expect: '220', tls: true }],
  ['ping', { kind: 'ping', target: '192.0.2.1', packets: '5' }],
  [
    'dns',
    { kind: 'dns', target: 'example.org', recordType: 'MX', resolver: '192.0.2.53', expectedValues: 'a\n b \n\n' },
  ],
  ['tls', { kind: 'tls', target: 'example.org', serverName: 'www.example.org' }],
  ['heartbeat by interval', { kind: 'heartbeat', name: 'Backup', periodSeconds: '86400' }],
  [
    'heartbeat by cron',
    { kind: 'heartbeat', name: 'Backup', scheduleType: 'cron', cron: '0 3 * * *', timeZone: 'Europe/Berlin' },
  ],
]

describe.each(FORMS)('%s', (_, changes) => {
  test('is accepted by the contract', () => expect(validateForm(form(changes))).toEqual({}))
  test('a stored monitor comes back from its form unchanged', () => {
    const before = stored(toRequest(form(changes)))
    expect(
      stored({
        ...toRequest(fromMonitor(before)),
        intervalSeconds: before.intervalSeconds,
        timeoutMs: before.timeoutMs,
      }),
    ).toEqual(before)
  })
})

test('a name left empty is the host', () => {
  expect(toRequest(form({ target: 'https://example.org:8443/x' }))).toMatchObject({ name: 'example.org:8443' })
})

test.each([
  ['http', 'not an address', 'url'],
  ['ping', '', 'host'],
] as const)('a wrong target of kind %s says nothing about the name that would be made of it', (kind, target, field) => {
  const errors = validateForm(form({ kind, target }))
  expect(Object.keys(errors)).toEqual([field])
})

test('a name that is asked for is missed', () =>
  expect(validateForm(form({ kind: 'heartbeat' })).name).toBe('Enter a name'))

test('mistakes are named by field, in words for people', () => {
  const errors = validateForm(
    form({
      target: 'nonsense',
      name: 'x',
      intervalSeconds: 'often',
      acceptStatus: '200-abc',
      headers: [{ name: 'bad name', value: '' }],
      timeoutSeconds: '5',
    }),
  )
  expect(errors.url).toMatch(/^Enter a full address/)
  expect(errors.intervalSeconds).toBe('Enter a whole number')
  expect(errors['headers.0.name']).toBe('Not a valid header name')
  expect(errorAt(errors, 'acceptStatus')).toBe('Enter a whole number')
  expect(errorAt(errors, 'keyword')).toBeUndefined()
})

test('a timeout above the interval is refused at the timeout', () => {
  expect(
    validateForm(form({ target: 'https://example.org', intervalSeconds: '5', timeoutSeconds: '6' })).timeoutMs,
  ).toMatch(/timeout/i)
})

test('a tcp target needs its port', () =>
  expect(validateForm(form({ kind: 'tcp', target: 'example.org' })).port).toBeDefined())

test("the API's issues keep their first message", () => {
  expect(
    toFieldErrors([
      { path: 'body.url', message: 'a' },
      { path: 'url', message: 'b' },
    ]),
  ).toEqual({ url: 'a' })
})

test.each([
  ['200', [{ min: 200, max: 200 }]],
  [
    '200-299 404',
    [
      { min: 200, max: 299 },
      { min: 404, max: 404 },
    ],
  ],
  ['1-2-3', [{ min: Number.NaN, max: Number.NaN }]],
  ['', []],
])('status %j', (text, ranges) => expect(parseStatusRanges(text)).toEqual(ranges))

test.each([
  ['a.org:25', 'a.org', 25],
  ['[::1]:25', '::1', 25],
  ['::1', '::1', undefined],
  ['a.org', 'a.org', undefined],
  ['a.org:x', 'a.org', Number.NaN],
])('address %j', (text, host, port) => expect(parseHostPort(text)).toEqual({ host, port }))
