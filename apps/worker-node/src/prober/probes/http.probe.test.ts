import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { startHttpTarget, startRawTarget } from '@mointering/test-kit/targets/http-targets'
import type { Target } from '@mointering/test-kit/targets/listen'
import * as nasty from '@mointering/test-kit/targets/nasty-http'
import { closedPort } from '@mointering/test-kit/targets/tcp-targets'
import { describe, expect, test } from 'vitest'
import { check } from '../../../test/check-in-test.js'

const urlOf = ({ port }: Target, path = '/') => `http://127.0.0.1:${port}${path}`
const http = (target: Target, more: object = {}, options: Parameters<typeof check>[1] = {}) =>
  check({ kind: 'http', url: urlOf(target), ...more }, options)

describe('a server that answers', () => {
  test('is up with its phases, and leaves no evidence', async () => {
    await using target = await startHttpTarget((_req, res) => res.end('hello'))
    const result = await http(target)
    expect(result).toMatchObject({ verdict: 'up', httpStatus: 200, errorCode: null, message: null, evidence: null })
    expect(result).toMatchObject({ monitorKey: 7, slot: 60_000, region: 'test', attempt: 0, certificate: null })
    const { dnsMs, tlsMs, connectMs, ttfbMs, transferMs } = result.phases
    expect([dnsMs, tlsMs]).toEqual([null, null])
    for (const phase of [connectMs, ttfbMs, transferMs]) expect(phase).toBeGreaterThan(0)
    expect(result.totalMs).toBeGreaterThanOrEqual((connectMs ?? 0) + (ttfbMs ?? 0) + (transferMs ?? 0))
  })

  test.each([
    ['HTTP/1.0 without a length', nasty.http10],
    ['100 Continue first', nasty.continueFirst],
  ])('%s is up', async (_name, script) => {
    await using target = await startRawTarget(script)
    expect(await http(target)).toMatchObject({ verdict: 'up', httpStatus: 200 })
  })

  test.each(['HEAD', 'GET', 'OPTIONS', 'DELETE'] as const)('%s is sent as such', async (method) => {
    await using target = await startHttpTarget((req, res) => res.writeHead(req.method === method ? 204 : 500).end())
    expect(await http(target, { method })).toMatchObject({ verdict: 'up', httpStatus: 204 })
  })

  test('a switch of protocols that nobody asked for is an unexpected status', async () => {
    await using target = await startRawTarget((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'),
    )
    expect(await http(target)).toMatchObject({ verdict: 'down', errorCode: 'http_status', httpStatus: 101 })
  })

  test('another status is down, with what the server said', async () => {
    await using target = await startHttpTarget((_req, res) =>
      res.writeHead(503, { 'x-why': 'tired' }).end('come back later'),
    )
    const result = await http(target)
    expect(result).toMatchObject({
      verdict: 'down',
      httpStatus: 503,
      errorCode: 'http_status',
      message: 'The server answered 503; accepted is 200-299.',
    })
    expect(result.evidence).toMatchObject({ remoteAddress: '127.0.0.1', bodySample: 'come back later', redirects: [] })
    expect(result.evidence?.headers).toContainEqual(['x-why', 'tired'])
  })

  test('accepted statuses are the ones of the monitor', async () => {
    await using target = await startHttpTarget((_req, res) => res.writeHead(404).end())
    const acceptStatus = [
      { min: 200, max: 299 },
      { min: 404, max: 404 },
    ]
    expect(await http(target, { acceptStatus })).toMatchObject({ verdict: 'up', httpStatus: 404 })
  })

  test('slower than the limit is degraded', async () => {
    await using target = await startHttpTarget((_req, res) => setTimeout(() => res.end(), 30))
    const result = await http(target, { degradedMs: 5 })
    expect(result).toMatchObject({ verdict: 'degraded', errorCode: 'slow' })
    expect(result.message).toMatch(/^The check took \d+ ms, more than the limit of 5 ms\.$/)
  })
})

describe('a server that misbehaves', () => {
  const quick = { timeoutMs: 250 }

  test('nothing listens: down, refused', async () => {
    const port = await closedPort()
    const result = await check({ kind: 'http', url: `http://127.0.0.1:${port}/` })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'connection_refused', httpStatus: null })
    expect(result.message).toBe(`127.0.0.1 port ${port} refused the connection.`)
    expect(result.phases.connectMs).toBeGreaterThan(0)
  })

  test('a hanging server: connected, but no answer in time', async () => {
    await using target = await startHttpTarget(nasty.hang)
    const result = await http(target, {}, quick)
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'answer_timeout', httpStatus: null })
    expect(result.message).toBe(`Connected to 127.0.0.1 port ${target.port}, but no answer within 250 ms.`)
    expect(result.phases.connectMs).toBeLessThan(250)
    expect(result.totalMs).toBeGreaterThanOrEqual(249)
    expect(result.totalMs).toBeLessThan(5000)
  })

  test('one byte a second: the body did not finish in time', async () => {
    await using target = await startHttpTarget(nasty.dripBody)
    const result = await http(target, {}, quick)
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'body_timeout', httpStatus: 200 })
    expect(result.message).toContain('the body did not finish within 250 ms (1 byte came)')
    expect(result.phases.transferMs).toBeGreaterThan(100)
  })

  test('a reset in the middle of the body: cut off', async () => {
    await using target = await startHttpTarget(nasty.resetMidBody)
    const result = await http(target)
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'body_incomplete', httpStatus: 200 })
    expect(result.message).toBe('The server announced 1000 bytes and the connection broke off after 500.')
  })

  test('a keep-alive liar that closes before its length: cut off', async () => {
    await using target = await startRawTarget(nasty.keepAliveLiar)
    const result = await http(target)
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'body_incomplete' })
    expect(result.message).toBe('The server announced 100 bytes and the connection broke off after 10.')
  })

  test('an endless body is read to the cap and is up', async () => {
    await using target = await startHttpTarget(nasty.endlessBody)
    const result = await http(target, { keyword: { text: 'y', mode: 'absent' } }, { timeoutMs: 5000 })
    expect(result).toMatchObject({ verdict: 'up', httpStatus: 200 })
  })

  test('headers without end: too large', async () => {
    await using target = await startRawTarget(nasty.hugeHeaders)
    expect(await http(target)).toMatchObject({ verdict: 'down', errorCode: 'http_headers_too_large' })
  })

  test('no HTTP at all: invalid', async () => {
    await using target = await startRawTarget((socket) => socket.end('220 mail.example.org ESMTP\r\n'))
    expect(await http(target)).toMatchObject({ verdict: 'down', errorCode: 'http_invalid_response' })
  })

  test('hung up without a word: closed', async () => {
    await using target = await startRawTarget((socket) => socket.end())
    expect(await http(target)).toMatchObject({ verdict: 'down', errorCode: 'connection_closed' })
  })

  test('a reset instead of an answer: reset', async () => {
    await using target = await startRawTarget((socket) => socket.resetAndDestroy())
    expect(await http(target)).toMatchObject({ verdict: 'down', errorCode: 'connection_reset' })
  })
})

describe('packed bodies', () => {
  const keyword = { text: 'füchse', mode: 'present' as const }
  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync], // what some servers mean by it
    ['br', brotliCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('%s is unpacked', async (encoding, pack) => {
    await using target = await startHttpTarget((_req, res) =>
      res.writeHead(200, { 'content-encoding': encoding }).end(pack('zwei füchse')),
    )
    expect(await http(target, { keyword })).toMatchObject({ verdict: 'up' })
  })

  test('the charset of the answer is used', async () => {
    await using target = await startHttpTarget((_req, res) =>
      res.writeHead(200, { 'content-type': 'text/html; charset="ISO-8859-1"' }).end(Buffer.from('f\xfcchse', 'latin1')),
    )
    expect(await http(target, { keyword })).toMatchObject({ verdict: 'up' })
  })

  test('a gzip bomb is unpacked to the cap and no further', async () => {
    await using target = await startHttpTarget(nasty.gzipBomb(300))
    const before = process.memoryUsage.rss()
    const result = await http(target, { keyword }, { timeoutMs: 10_000 })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'keyword_missing' })
    expect(result.message).toBe('“füchse” is not in the first 1 MiB of the answer.')
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024)
  })

  test('what is not packed although it says so is down', async () => {
    await using target = await startHttpTarget((_req, res) =>
      res.writeHead(200, { 'content-encoding': 'gzip' }).end('plain text'),
    )
    expect(await http(target, { keyword })).toMatchObject({ verdict: 'down', errorCode: 'body_undecodable' })
  })
})

test('IPv6 literals and names that have only IPv6', async () => {
  await using target = await startHttpTarget((_req, res) => res.end(), '::1')
  const literal = await check({ kind: 'http', url: `http://[::1]:${target.port}/` })
  expect(literal).toMatchObject({ verdict: 'up' })
  const wrongFamily = await check({ kind: 'http', url: `http://[::1]:${target.port}/`, ipFamily: 'ipv4' })
  expect(wrongFamily).toMatchObject({ verdict: 'down', errorCode: 'dns_no_address' })
})
