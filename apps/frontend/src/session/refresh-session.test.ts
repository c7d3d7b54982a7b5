import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'
import { mergeCookies, needsRefresh, refreshSession } from './refresh-session'

const jwt = (exp: number) => `e30.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.sig`
const now = Date.UTC(2026, 10, 1)
const cookies = (fields: Record<string, string>) => new Map(Object.entries(fields))

describe('an access token is renewed before the page renders', () => {
  test.each([
    ['nobody is signed in', {}, false],
    ['only an access token', { mointering_access: jwt(now / 1000 - 5) }, false],
    ['the access token is gone', { mointering_refresh: 'r' }, true],
    ['it has ended', { mointering_refresh: 'r', mointering_access: jwt(now / 1000 - 5) }, true],
    ['it ends in 20 s', { mointering_refresh: 'r', mointering_access: jwt(now / 1000 + 20) }, true],
    ['it holds for minutes', { mointering_refresh: 'r', mointering_access: jwt(now / 1000 + 300) }, false],
    ['names of https', { '__Host-mointering_refresh': 'r', '__Host-mointering_access': jwt(now / 1000 - 5) }, true],
    ['it is no token at all: the API shall judge it', { mointering_refresh: 'r', mointering_access: 'a.%%%.c' }, false],
  ])('%s', (_, fields, expected) => expect(needsRefresh(cookies(fields), now)).toBe(expected))
})

test('new cookies replace old ones in the forwarded request', () => {
  const merged = mergeCookies(cookies({ theme: 'dark', mointering_access: 'old', gone: '1' }), [
    'mointering_access=new=; Path=/; HttpOnly',
    'gone=; Path=/; Max-Age=0',
  ])
  expect(merged).toBe('theme=dark; mointering_access=new=')
})

describe('the call', () => {
  let calls: { cookie: string | undefined; csrf: string | string[] | undefined }[] = []
  let status = 200
  const server = createServer((req, res) => {
    calls.push({ cookie: req.headers.cookie, csrf: req.headers['x-csrf-token'] })
    res.writeHead(status, { 'set-cookie': ['mointering_access=new', 'mointering_refresh=next'] }).end('{}')
  })
  beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
  afterAll(() => new Promise<void>((done) => server.close(() => done())))
  beforeEach(() => {
    calls = []
    status = 200
  })
  const refresh = () =>
    refreshSession({
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      cookieHeader: 'mointering_refresh=r; mointering_csrf=t',
      cookies: cookies({ mointering_refresh: 'r', mointering_csrf: 't' }),
      forwardedFor: null,
      forwardedProto: null,
    })

  test('requests that come together share one', async () => {
    const answers = await Promise.all([refresh(), refresh(), refresh()])
    expect(calls).toEqual([{ cookie: 'mointering_refresh=r; mointering_csrf=t', csrf: 't' }])
    expect(answers[2]).toEqual(['mointering_access=new', 'mointering_refresh=next'])
  })
  test('a refusal gives no cookies', async () => {
    status = 401
    expect(await refresh()).toEqual([])
  })
})

test('scripts need the nonce, and nothing may frame the page', () => {
  const policy = contentSecurityPolicy('abc', { development: false })
  expect(policy).toContain(`script-src 'self' 'nonce-abc' 'strict-dynamic';`)
  expect(policy).toContain(`frame-ancestors 'none'`)
  expect(policy).not.toContain('unsafe-eval')
})
