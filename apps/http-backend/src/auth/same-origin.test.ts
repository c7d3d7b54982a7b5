import type { Request } from 'express'
import { describe, expect, it } from 'vitest'
import { isSameOrigin } from './same-origin.js'

const PUBLIC_URL = 'https://status.example.org'

const asked = (host: string, headers: Record<string, string>) =>
  ({ host, get: (name: string) => headers[name.toLowerCase()] }) as Pick<Request, 'host' | 'get'> as Request

describe('a request comes from our own page', () => {
  it.each([
    ['status.example.org', 'https://status.example.org'],
    ['localhost:3000', 'http://localhost:3000'],
    ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['192.168.1.20:3000', 'http://192.168.1.20:3000'],
    ['nas:3000', 'http://nas:3000'],
    ['nas.local:3000', 'http://nas.local:3000'],
  ])('%s asked by %s', (host, origin) => expect(isSameOrigin(asked(host, { origin }), PUBLIC_URL)).toBe(true))

  it('also when it says nothing: it is no browser', () =>
    expect(isSameOrigin(asked('localhost:3000', {}), PUBLIC_URL)).toBe(true))
})

describe('a request does not come from our own page', () => {
  it.each([
    ['localhost:3000', 'http://localhost:4000'],
    ['127.0.0.1:3000', 'https://evil.example'],
    ['evil.example:3000', 'http://evil.example:3000'], // DNS rebinding: the name was pointed at us later
    ['local.evil.example', 'http://local.evil.example'],
    ['localhost:3000', 'null'],
  ])('%s asked by %s', (host, origin) => expect(isSameOrigin(asked(host, { origin }), PUBLIC_URL)).toBe(false))

  it('when the browser says so', () =>
    expect(isSameOrigin(asked('localhost:3000', { 'sec-fetch-site': 'cross-site' }), PUBLIC_URL)).toBe(false))
})
