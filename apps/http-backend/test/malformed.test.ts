import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { problem } from '@mointering/api-contract/http/problem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ApiWorld, startWorld } from './api-world.js'

let world: ApiWorld
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

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

it.each([
  ['/api/v1/auth/sign-in', `{"name":"${'x'.repeat(300_000)}"}`, 'application/json', '256 KiB'],
  ['/api/heartbeats/any', 'x'.repeat(5000), 'text/plain', '4 KiB'],
])('%s says how long a body may be', async (path, raw, contentType, limit) => {
  const answer = await world.nobody().request(path, { raw, headers: { 'content-type': contentType } })
  expect(answer.status).toBe(413)
  expect(answer.body).toMatchObject({ detail: `A body of this kind may have at most ${limit}` })
})

it('says in plain words what was left out', async () => {
  const answer = await world.nobody().request('/api/v1/auth/sign-in', { json: { email: 'ada@example.org' } })
  expect(answer.body).toMatchObject({ issues: [{ path: 'password', message: 'Missing: expected string' }] })
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
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  )
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
