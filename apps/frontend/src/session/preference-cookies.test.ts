import { expect, test } from 'vitest'
import { preferenceCookie, readPreference } from './preference-cookies'

test('over https a preference is Secure and bound to the host', () => {
  expect(preferenceCookie('theme', 'dark', { secure: true, httpOnly: true })).toMatchObject({
    name: '__Host-theme',
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
  })
  expect(preferenceCookie('theme', 'dark', { secure: false, httpOnly: true })).toMatchObject({
    name: 'theme',
    secure: false,
  })
})

test.each([
  [{ '__Host-theme': 'dark', theme: 'light' }, 'dark'],
  [{ theme: 'light' }, 'light'],
  [{}, undefined],
])('of %j the one that is bound to the host counts', (cookies: Record<string, string>, value) => {
  expect(readPreference((name) => cookies[name], 'theme')).toBe(value)
})
