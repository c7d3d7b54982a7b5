import { describe, expect, test } from 'vitest'
import { comesFromOutside, sameAddressAgain } from './from-outside'

const navigation = (extra: Record<string, string> = {}) =>
  new Headers({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', ...extra })

describe('a link from another site', () => {
  test('is asked for again when the session cookies stayed behind', () => {
    expect(comesFromOutside('GET', navigation())).toBe(true)
    expect(comesFromOutside('GET', navigation({ cookie: 'mointering_theme=dark' }))).toBe(true)
  })

  test.each([
    ['from our own page', navigation({ 'sec-fetch-site': 'same-origin' })],
    ['typed into the address bar', navigation({ 'sec-fetch-site': 'none' })],
    ['in a frame', navigation({ 'sec-fetch-dest': 'iframe' })],
    ['by a script', navigation({ 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })],
    ['with the session', navigation({ cookie: 'a=b; __Host-mointering_refresh=x' })],
    ['from a browser that does not say', new Headers()],
  ])('is served at once %s', (_, headers) => {
    expect(comesFromOutside('GET', headers)).toBe(false)
  })

  test('only pages are asked for again', () => {
    expect(comesFromOutside('POST', navigation())).toBe(false)
  })
})

test('the page that asks again cannot be made to hold markup, or to lead elsewhere', async () => {
  const again = (pathname: string, search = '') => sameAddressAgain({ pathname, search }).text()
  expect(await again('/a', '?x=1&y="><script>alert(1)</script>')).toContain(
    'content="0;url=/a?x=1&amp;y=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"',
  )
  expect(await again('//evil.example/a')).toContain('content="0;url=/evil.example/a"')
})
