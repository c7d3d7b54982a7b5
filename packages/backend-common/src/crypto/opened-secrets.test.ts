import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { rememberOpened } from './opened-secrets.js'
import { createSealer, UnsealError } from './sealer.js'

const sealer = createSealer([new Uint8Array(randomBytes(32))])

test('opens each text once, as long as it is remembered', () => {
  const open = vi.fn(sealer.open)
  const remembered = rememberOpened(open, { mostKept: 2 })
  const [a, b, c] = [sealer.seal('a', 'x'), sealer.seal('b', 'x'), sealer.seal('c', 'x')]
  expect([remembered(a, 'x'), remembered(b, 'x'), remembered(a, 'x')]).toEqual(['a', 'b', 'a'])
  expect(open).toHaveBeenCalledTimes(2)
  expect(remembered(c, 'x')).toBe('c') // forgets b, which was used the longest ago
  expect(remembered(a, 'x')).toBe('a')
  expect(open).toHaveBeenCalledTimes(3)
  expect(remembered(b, 'x')).toBe('b')
  expect(open).toHaveBeenCalledTimes(4)
})

test('what was opened for one monitor is not handed out for another', () => {
  const remembered = rememberOpened(sealer.open)
  const sealed = sealer.seal('a secret', 'monitor 1')
  expect(remembered(sealed, 'monitor 1')).toBe('a secret')
  expect(() => remembered(sealed, 'monitor 2')).toThrow(UnsealError)
  expect(remembered(sealed, 'monitor 1')).toBe('a secret')
})

test('long texts do not fill the memory', () => {
  const open = vi.fn(sealer.open)
  const remembered = rememberOpened(open, { mostLetters: 1000 })
  const long = sealer.seal('x'.repeat(900), 'x')
  const short = sealer.seal('y', 'x')
  remembered(short, 'x')
  remembered(long, 'x')
  remembered(long, 'x')
  remembered(short, 'x')
  expect(open).toHaveBeenCalledTimes(4)
})
