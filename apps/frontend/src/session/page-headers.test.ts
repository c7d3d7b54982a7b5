import { expect, test } from 'vitest'
import { cameOverHttps, pageHeaders } from './page-headers'

const page = { nonce: 'abc', development: false }

test('a page that came over https is never asked for over http again', () => {
  expect(pageHeaders({ ...page, secure: true }).get('strict-transport-security')).toMatch(/^max-age=31536000\b/)
  expect(pageHeaders({ ...page, secure: false }).has('strict-transport-security')).toBe(false)
})

test('a page is what it says it is, and runs only what carries its nonce', () => {
  const headers = pageHeaders({ ...page, secure: true })
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("'nonce-abc'")
})

test.each([
  ['https', 'http:', true],
  ['https,http', 'http:', true],
  ['http', 'https:', false],
  [null, 'https:', true],
  [null, 'http:', false],
])('forwarded as %s to %s is over https: %s', (forwarded, protocol, secure) => {
  expect(cameOverHttps(forwarded, protocol)).toBe(secure)
})
