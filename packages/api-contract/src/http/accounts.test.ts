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

test.each([
  ['a line break', 'Ada\r\nBcc: x@example.org'],
  ['a null', 'Ada\0'],
  ['a direction override', 'Ada \u202egro.elpmaxe'],
  ['a direction isolate', 'Ada\u2066'],
  ['a direction mark', 'Ada\u200f'],
  ['a zero-width space', 'A\u200bda'],
  ['a soft hyphen', 'A\u00adda'],
  ['half a character', 'Ada\ud83d'],
  ['nothing but joiners', '\u200d\u200c'],
  ['a blank that is a letter', '\u3164'],
])('a name with %s is refused', (_case, name) => {
  expect(signUpRequest.safeParse({ ...ada, name }).error?.issues.map((issue) => issue.path.join('.'))).toContain('name')
})

test.each(['<img src=x onerror=alert(1)>', 'فاطمة الزهراء', 'نمی\u200cخواهم', '👩\u200d🚀 Ada ❤️', "O'Brien & Söhne"])(
  'a name such as %s is taken as it is',
  (name) => expect(signUpRequest.parse({ ...ada, name }).name).toBe(name),
)

test('cookies are bound to the host wherever the connection is safe', () => {
  expect(cookieName('access', true)).toBe('__Host-mointering_access')
  expect(cookieName('access', false)).toBe('mointering_access')
})
