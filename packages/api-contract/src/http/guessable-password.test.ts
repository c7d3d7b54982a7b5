import { expect, test } from 'vitest'
import { whyGuessable } from './guessable-password.js'

const ADA = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' }

test.each([
  ['aaaaaaaaaaaa', 'repeats'],
  ['abababababab', 'repeats'],
  ['🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑', 'repeats'],
  ['1234567890', 'sequence'],
  ['0987654321', 'sequence'],
  ['ABCDEFGHIJKL', 'sequence'],
  ['ada.lovelace@example.org', 'context'],
  ['ADA.Lovelace!', 'context'],
  ['adalovelace1815', 'context'],
  ['lovelacelovelace', 'context'],
  ['Ada_Love-lace 1815', 'context'],
  ['x-Lovelace-x-1', 'context'],
  ['ｌｏｖｅｌａｃｅ2026', 'context'],
  ['Mointering2026', 'context'],
  ['mointering12345678', 'context'],
  ['mointeringaaaaaaaa', 'context'],
  ['Password2026!', 'context'],
  ['mointering password', 'context'],
])('%s is easy to guess: %s', (password, why) => expect(whyGuessable(password, ADA)).toBe(why))

test.each([
  'correct horse battery',
  'x8!kQ2pLw0zz',
  'ada likes the sea at night',
  'Lovelace wrote about an engine',
  'a new long password',
])('%s is not', (password) => expect(whyGuessable(password, ADA)).toBeNull())

test.each([
  ['a short name and address stand in good passwords', { email: 'a@b.c', name: 'Al' }, 'banana walnut', null],
  [
    'an accent counts as it is typed or composed',
    { email: 'j@b.c', name: 'Ju\u0308rgen' },
    'J\u00fcrgen2026',
    'context',
  ],
  ['what is no pattern stays none', { email: 'a.*(b)+@b.c', name: '(((((+' }, '(((((+ 2026', 'context'],
  ['nothing is known of the person', { email: '', name: '' }, 'correct horse battery', null],
] as const)('%s', (_, owner, password, why) => expect(whyGuessable(password, owner)).toBe(why))

test('the longest of all is judged at once, whatever the name', () => {
  const owner = { email: `${'a'.repeat(64)}@example.org`, name: 'abcde '.repeat(16) }
  const startedAt = performance.now()
  whyGuessable('abcde'.repeat(40), owner)
  expect(performance.now() - startedAt).toBeLessThan(50)
})
