import type { IncomingMessage } from 'node:http'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import type { Target } from '@mointering/test-kit/targets/listen'
import * as nasty from '@mointering/test-kit/targets/nasty-http'
import { describe, expect, test } from 'vitest'
import { check } from '../../../test/check-in-test.js'

const urlOf = ({ port }: Target, path = '/') => `http://127.0.0.1:${port}${path}`

type Seen = { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: string }

/** Redirects `/` to `location` with `status`; every other path is 200. Remembers what was asked. */
async function startRedirecting(status: number, location: string) {
  const seen: Seen[] = []
  const target = await startHttpTarget((req, res) => {
    let body = ''
    req.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    req.on('end', () => {
      seen.push({ method: req.method, url: req.url, headers: req.headers, body })
      if (req.url === '/') res.writeHead(status, { location }).end()
      else res.end('arrived')
    })
  })
  return { ...target, seen }
}

test('a redirect is followed, and shown when the end is not good', async () => {
  await using target = await startRedirecting(302, '/next')
  expect(await check({ kind: 'http', url: urlOf(target) })).toMatchObject({ verdict: 'up', httpStatus: 200 })
  const keyword = { text: 'elsewhere', mode: 'present' as const }
  const result = await check({ kind: 'http', url: urlOf(target), keyword })
  expect(result.evidence?.redirects).toEqual([urlOf(target, '/next')])
})

test('with following off, the redirect itself is the answer', async () => {
  await using target = await startRedirecting(302, '/next')
  const result = await check({ kind: 'http', url: urlOf(target), followRedirects: false })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'http_status', httpStatus: 302 })
  expect(target.seen).toHaveLength(1)
})

// RFC 9110 15.4.2 - 15.4.9
test.each([
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [303, 'HEAD', 'HEAD', ''],
  [301, 'PUT', 'PUT', 'cargo'],
  [302, 'HEAD', 'HEAD', ''],
  [307, 'POST', 'POST', 'cargo'],
  [308, 'PUT', 'PUT', 'cargo'],
] as const)('%i after %s goes on as %s with the body “%s”', async (status, method, expected, cargo) => {
  await using target = await startRedirecting(status, '/next')
  const body = method === 'HEAD' ? null : 'cargo'
  expect(await check({ kind: 'http', url: urlOf(target), method, body })).toMatchObject({ verdict: 'up' })
  expect(target.seen[1]).toMatchObject({ method: expected, body: cargo })
  if (cargo === '') expect(target.seen[1]?.headers).not.toHaveProperty('content-type')
})

describe('secrets of the monitor', () => {
  const secrets = {
    authentication: { scheme: 'bearer' as const, token: 'secret' },
    headers: [
      { name: 'Cookie', value: 'session=secret' },
      { name: 'X-Api-Key', value: 'secret' },
      { name: 'Accept-Language', value: 'de' },
    ],
  }

  test('are sent on the same origin', async () => {
    await using target = await startRedirecting(302, '/next')
    await check({ kind: 'http', url: urlOf(target), ...secrets })
    expect(target.seen[1]?.headers).toMatchObject({ authorization: 'Bearer secret', cookie: 'session=secret' })
  })

  test('stay behind on another origin, and after coming back', async () => {
    await using home = await startHttpTarget((req, res) => {
      visits.push(req.headers)
      if (req.url === '/') res.writeHead(302, { location: urlOf(elsewhere) }).end()
      else res.end()
    })
    const visits: IncomingMessage['headers'][] = []
    await using elsewhere = await startRedirecting(302, urlOf(home, '/back'))
    expect(await check({ kind: 'http', url: urlOf(home), ...secrets })).toMatchObject({ verdict: 'up' })
    expect(JSON.stringify(elsewhere.seen)).not.toContain('secret')
    expect(JSON.stringify(visits[1])).not.toContain('secret')
    expect(elsewhere.seen[0]?.headers).toMatchObject({ 'accept-language': 'de' })
  })
})

test('a circle of redirects is named as such', async () => {
  await using target = await startRedirecting(302, '/')
  const result = await check({ kind: 'http', url: urlOf(target) })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'redirect_loop' })
  expect(target.seen).toHaveLength(1)
})

test('endless redirects end at the limit of the monitor', async () => {
  await using target = await startHttpTarget(nasty.endlessRedirects)
  const result = await check({ kind: 'http', url: urlOf(target), maxRedirects: 3 })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'too_many_redirects' })
  expect(result.evidence?.redirects).toHaveLength(3)
})

test.each(['ftp://example.org/', 'javascript:alert(1)', 'http://', 'http://a b/'])(
  'a redirect to %s is invalid',
  async (location) => {
    await using target = await startHttpTarget(nasty.redirectTo(location))
    const result = await check({ kind: 'http', url: urlOf(target) })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'redirect_invalid' })
  },
)

test('a redirect without an address is the answer', async () => {
  await using target = await startHttpTarget((_req, res) => res.writeHead(301).end())
  expect(await check({ kind: 'http', url: urlOf(target) })).toMatchObject({ errorCode: 'http_status', httpStatus: 301 })
})

test('a redirect to a private address is refused without connecting to it', async () => {
  let visits = 0
  await using secret = await startHttpTarget((_req, res) => {
    visits += 1
    res.end()
  }, '127.0.0.2')
  await using target = await startHttpTarget(nasty.redirectTo(`http://127.0.0.2:${secret.port}/`))
  const result = await check(
    { kind: 'http', url: urlOf(target) },
    { allowPrivate: false, allowedPrivateCidrs: ['127.0.0.1/32'] },
  )
  expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
  expect(result.message).toBe('We do not connect to 127.0.0.2: loopback.')
  expect(visits).toBe(0)
})

test.each([
  'http://2130706434/',
  'http://0x7f.2/',
  'http://0177.0.0.2/',
  'http://[::ffff:127.0.0.2]/',
  'http://127.2/',
])('a redirect to %s, a disguised private address, is refused', async (location) => {
  await using target = await startHttpTarget(nasty.redirectTo(location))
  const result = await check(
    { kind: 'http', url: urlOf(target) },
    { allowPrivate: false, allowedPrivateCidrs: ['127.0.0.1/32'] },
  )
  expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
})

test('the phases of all hops are added up under one deadline', async () => {
  await using target = await startHttpTarget((req, res) => {
    const answer = () => (req.url === '/' ? res.writeHead(302, { location: '/next' }).end() : res.end())
    setTimeout(answer, 150)
  })
  const fine = await check({ kind: 'http', url: urlOf(target) })
  expect(fine.phases.ttfbMs).toBeGreaterThan(290)
  const late = await check({ kind: 'http', url: urlOf(target) }, { timeoutMs: 230 })
  expect(late).toMatchObject({ verdict: 'down', errorCode: 'answer_timeout' })
})
