import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { PROBLEMS, problem } from '@mointering/api-contract/http/problem'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, addPeople, type People, startWorld } from './api-world.js'

let world: ApiWorld
let people: People
beforeAll(async () => {
  const none = { limit: 1e9, windowMs: 1000 }
  world = await startWorld({
    rateLimits: {
      signInFromAddress: none,
      signUpFromAddress: none,
      signInToAccountFromAddress: none,
      signInToAccount: none,
      heartbeatToToken: none,
      heartbeatFromAddress: none,
      runInWorkspace: none,
    },
  })
  people = await addPeople(world)
})
afterAll(() => world[Symbol.asyncDispose]())

const id = fc.oneof(
  fc.constant('11111111-1111-4111-8111-111111111111'),
  fc.string({ maxLength: 40 }).map(encodeURIComponent),
)
const pathOf = fc.tuple(fc.integer({ min: 0, max: 14 }), id, fc.boolean()).map(([which, any, own]) => {
  const ws = `/api/v1/workspaces/${own ? people.workspaceId : any || 'x'}`
  const monitor = `${ws}/monitors/${any || 'x'}`
  const paths = [
    '/api/v1/auth/sign-up',
    '/api/v1/auth/sign-in',
    '/api/v1/auth/refresh',
    '/api/v1/auth/session',
    '/api/v1/auth/csrf',
    `${ws}/monitors`,
    `${ws}/monitors/test`,
    monitor,
    `${monitor}/restore`,
    `${monitor}/run`,
    `${monitor}/results`,
    `${monitor}/metrics`,
    `${monitor}/uptime`,
    `${ws}/regions`,
    `/api/heartbeats/${any || 'x'}`,
  ]
  return String(paths[which])
})
const query = fc
  .dictionary(
    fc.constantFrom(
      'cursor',
      'limit',
      'from',
      'to',
      'step',
      'status',
      'search',
      'verdict',
      'region',
      'message',
      'durationMs',
    ),
    fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom('2020-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '-1', '1e308'),
    ),
    { maxKeys: 4 },
  )
  .map((values) => new URLSearchParams(values).toString())
const almostMonitor = fc.record(
  {
    kind: fc.constantFrom('http', 'tcp', 'ping', 'dns', 'tls', 'heartbeat', 'nope'),
    name: fc.anything(),
    url: fc.oneof(fc.webUrl(), fc.anything()),
    host: fc.oneof(fc.domain(), fc.anything()),
    port: fc.anything(),
    intervalSeconds: fc.oneof(fc.integer(), fc.anything()),
    timeoutMs: fc.anything(),
    regions: fc.anything(),
    schedule: fc.oneof(
      fc.anything(),
      fc.record({ type: fc.constant('cron'), expression: fc.string(), timeZone: fc.string() }),
    ),
    email: fc.anything(),
    password: fc.anything(),
  },
  { requiredKeys: [] },
)
const body = fc.oneof(
  fc.string(),
  fc.json(),
  almostMonitor.map((value) => JSON.stringify(value) ?? ''),
  fc.constantFrom('{', '[]', 'null', '"x"', '{"__proto__":{"a":1}}', `${'['.repeat(5000)}`, '\u0000'),
)
const request = fc.record({
  path: pathOf,
  query,
  method: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT'),
  body,
  contentType: fc.constantFrom(
    'application/json',
    'application/json; charset=x',
    'text/plain',
    'application/x-www-form-urlencoded',
    'x',
  ),
})

it('nothing that can be sent makes the API fail or show how it is made', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ path, query: asked, method, body: raw, contentType }) => {
      const withBody = method !== 'GET' && raw !== ''
      const answer = await people.alice.request(`${path}?${asked}`, {
        method,
        ...(withBody ? { raw, headers: { 'content-type': contentType } } : {}),
      })
      expect(answer.status, answer.text).toBeLessThan(500)
      expect(answer.text).not.toMatch(/node_modules|\n\s+at |Prisma|ZodError|SELECT|\.ts:/)
      if (answer.status < 400) return
      const said = problem.parse(answer.body)
      expect(PROBLEMS).toHaveProperty(said.code)
      expect(said.status).toBe(answer.status)
    }),
    { numRuns: 500, endOnFailure: true },
  )
})

it.each([
  ['{"email":', 'application/json', 400, 'invalid_input'],
  ['email=a', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
  ['{}', 'application/json; charset=latin1', 415, 'unsupported_media_type'],
  [`{"name":"${'x'.repeat(300_000)}"}`, 'application/json', 413, 'too_large'],
])('%#: %.20s', async (raw, contentType, status, code) => {
  const answer = await world.nobody().request('/api/v1/auth/sign-in', { raw, headers: { 'content-type': contentType } })
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ status, code })
})

it('a malformed address is 400, and a request id that could inject a header is replaced', async () => {
  expect((await world.nobody().request('/api/heartbeats/%E0%A4%A')).status).toBe(400)
  const kept = await world.nobody().request('/api/health/live', { headers: { 'x-request-id': 'trace-12345678' } })
  expect(kept.headers.get('x-request-id')).toBe('trace-12345678')
  const replaced = await world.nobody().request('/api/health/live', { headers: { 'x-request-id': 'a b;<script>' } })
  expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

const smuggled = 'GET /api/v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n'
const POST = 'POST /api/v1/auth/refresh HTTP/1.1\r\nHost: x\r\n'

it.each([
  ['a line feed in a header', 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nX: a\nb\r\n\r\n'],
  ['a carriage return in a header', 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nX: a\rSet-Cookie: b\r\n\r\n'],
  ['NUL in a header', 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n'],
  ['a space before the colon', 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nX : a\r\n\r\n'],
  ['no Host', 'GET /api/health/live HTTP/1.1\r\n\r\n'],
  ['another version', 'GET /api/health/live HTTP/9.9\r\nHost: x\r\n\r\n'],
  ['no HTTP at all', 'nonsense\r\n\r\n'],
  ['two lengths', `${POST}Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`],
  ['a length and chunks', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
  ['chunks that are not last', `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
  ['a length with a sign', `${POST}Content-Length: +0\r\n\r\n${smuggled}`],
])('raw bytes with %s get one 400, no second answer, and the end of the connection', async (_name, bytes) => {
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(bytes) // our end stays open: that it ends is the server's doing
  const heard = await text(socket)
  expect(heard).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(heard.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  expect(heard).not.toMatch(/Set-Cookie|node_modules|Parse Error/i)
})

it('says nothing of what it is made of, and that nothing may be kept', async () => {
  const { headers } = await world.nobody().request('/api/v1/auth/session')
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('server')).toBeNull()
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

it('a bug is 500 with the request id and nothing else; its stack is in the log', async () => {
  await using broken = await startWorld()
  await broken.database.pool.query('drop table heartbeat cascade')
  const answer = await broken.nobody().request(`/api/heartbeats/${'a'.repeat(22)}`)
  expect(answer.status).toBe(500)
  const { requestId, detail } = problem.parse(answer.body)
  expect(detail).not.toContain('heartbeat')
  const line = broken.logged.find((each) => each.includes(requestId) && each.includes('"level":"error"'))
  expect(line).toContain('relation')
  expect(line).not.toContain('a'.repeat(22))
})
