import { expect, test } from 'vitest'
import { cookieName, signUpRequest } from './accounts.js'

const ada = { email: 'ada@example.org', password: 'correct horse', name: 'Ada' }

test('an address is compared in lower case and without blanks around it; a password is left as it is', () => {
  const parsed = signUpRequest.parse({ email: ' Ada@Example.ORG ', password: '  ten blanks  ', name: ' Ada ' })
  expect(parsed).toEqual({ email: 'ada@example.org', password: '  ten blanks  ', name: 'Ada' })
})

test.each([
  ['no address', { ...ada, email: 'ada' }, 'email'],
  ['an address of 255 characters', { ...ada, email: `${'a'.repeat(243)}@example.org` }, 'email'],
  ['a short password', { ...ada, password: '123456789' }, 'password'],
  ['an endless password', { ...ada, password: 'a'.repeat(201) }, 'password'],
  ['a blank name', { ...ada, name: ' ' }, 'name'],
  ['an unknown key', { ...ada, role: 'owner' }, ''],
])('%s is refused', (_case, given, path) => {
  expect(signUpRequest.safeParse(given).error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
})

test('cookies are bound to the host wherever the connection is safe', () => {
  expect(cookieName('access', true)).toBe('__Host-mointering_access')
  expect(cookieName('access', false)).toBe('mointering_access')
})
