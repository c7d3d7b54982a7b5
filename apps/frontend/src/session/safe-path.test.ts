import { expect, test } from 'vitest'
import { safePath, signInPath } from './safe-path'

test.each([
  ['/monitors/1?range=7d#results', '/monitors/1?range=7d#results'],
  ['/', '/'],
  ['https://evil.example', '/monitors'],
  ['//evil.example', '/monitors'],
  ['/\\evil.example', '/monitors'],
  ['/\t/evil.example', '/monitors'],
  ['/..//evil.example', '/monitors'],
  ['javascript:alert(1)', '/monitors'],
  ['monitors', '/monitors'],
  ['/sign-in?next=/sign-in', '/monitors'],
  ['/api/v1/auth/sign-out', '/monitors'],
  ['', '/monitors'],
  [null, '/monitors'],
])('%j leads to %s', (next, path) => expect(safePath(next)).toBe(path))

test('the way back is encoded', () =>
  expect(signInPath('/monitors?a=1&b=2')).toBe('/sign-in?next=%2Fmonitors%3Fa%3D1%26b%3D2'))
