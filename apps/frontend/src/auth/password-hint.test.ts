import { expect, test } from 'vitest'
import { passwordHint } from './password-hint'

test.each([
  ['', 'At least 10 characters. A few unrelated words are good.'],
  ['123456789', '1 more character'],
  ['1234567890', 'Easy to guess: the characters follow each other'],
  ['9876543210', 'Easy to guess: the characters follow each other'],
  ['aaaaaaaaaaaa', 'Easy to guess: it repeats few characters'],
  ['Passw0rd2026', 'Easy to guess: it begins like many others'],
  ['Password2026', 'Easy to guess: little more than your name, address or a common word'],
  ['ada.lovelace.1', 'Easy to guess: little more than your name, address or a common word'],
  ['x8!kQ2pLw0zz', 'Long enough. Longer is stronger; use it nowhere else.'],
  ['correct horse battery', 'Good length. Use it nowhere else.'],
])('%j: %s', (password, hint) => {
  expect(passwordHint(password, { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' })).toBe(hint)
})

test('characters are counted as people count them', () => {
  expect(passwordHint('🔑🔑🔑')).toBe('7 more characters')
})
