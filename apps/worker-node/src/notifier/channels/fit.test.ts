import { expect, test } from 'vitest'
import { cut, fit, linesThatFit, oneLine, tidy } from './fit.js'

const doubled = (text: string): string => text.replaceAll('*', '\\*')

test.each([
  ['short', 10, 'short'],
  ['exactly ten', 11, 'exactly ten'],
  ['one too many', 11, 'one too ma…'],
  ['ends at a space', 8, 'ends at…'],
  ['🧨🧨🧨', 4, '🧨…'],
  ['🧨🧨🧨', 5, '🧨🧨…'],
  ['', 0, ''],
  ['nothing fits', 1, '…'],
])('%j in %i units is %j', (text, longest, expected) => expect(fit(text, longest)).toBe(expected))

test('an escape counts, and is not cut in half', () => {
  expect(fit('a***', 7, doubled)).toBe('a\\*\\*\\*')
  expect(fit('a****', 7, doubled)).toBe('a\\*\\*…')
})

test('the longest start that fits is found, by whatever measure', () => {
  for (let most = 3; most < 40; most += 1)
    expect(cut('x'.repeat(50), '...', (text) => text.length <= most)).toHaveLength(most)
})

test('texts lose what no provider shows', () => {
  expect(tidy(' a\r\nb\rc\u0000\u001b[31m\ud83e ')).toBe('a\nb\nc[31m\ufffd')
  expect(oneLine('Bcc:\r\n\teve\u0085x\u2028y')).toBe('Bcc: evex y')
})

test.each([
  [['a', 'b', 'c'], 6, ['a', 'b', 'c']],
  [['aaaa', 'bbbb', 'cccc', 'dddd'], 16, ['aaaa', 'and 3 more']],
  [['aaaa', 'bbbb', 'cccc'], 11, ['and 3 more']],
  [['aaaa', 'bbbb'], 9, []],
  [[], 0, []],
])('of %j, %i units hold %j', (lines, longest, expected) => expect(linesThatFit(lines, longest)).toEqual(expected))
