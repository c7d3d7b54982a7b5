import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oneLine } from './one-line.js'

it.each([
  ['Ada\r\nBcc: all@example.org', 'Ada Bcc: all@example.org'],
  ['Ada\u2028Lovelace\u0000', 'Ada Lovelace'],
  ['\u202egro.elpmaxe\u202c', 'gro.elpmaxe'],
  ['\u2066Ada\u2069', 'Ada'],
  ['pass\u00adword\u200b', 'password'],
  ['אדה 👩‍💻 \u{e0041}', 'אדה 👩‍💻'],
  ['half \ud83d', 'half'],
  ['', ''],
])('%j is written %j', (text, line) => expect(oneLine(text)).toBe(line))

it('whatever comes in, one line goes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = oneLine(text)
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
      expect(oneLine(line)).toBe(line)
    }),
  )
})
