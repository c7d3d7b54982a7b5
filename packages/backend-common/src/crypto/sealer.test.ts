import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createAccountSealer, createMonitorSealer, deriveSealingKey } from './encryption-keys.js'
import { createSealer, isSealed, UnsealError } from './sealer.js'

const key = () => new Uint8Array(randomBytes(32))
const old = key()
const current = key()

describe('a sealer', () => {
  test('gives back what was sealed, and never the same text twice', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string(), (secret, context) => {
        const sealer = createSealer([current])
        const sealed = sealer.seal(secret, context)
        expect(isSealed(sealed)).toBe(true)
        expect(sealer.open(sealed, context)).toBe(secret)
        expect(sealer.seal(secret, context)).not.toBe(sealed)
      }),
    ))

  test('opens what an older key sealed, and says that it is old', () => {
    const sealed = createSealer([old]).seal('secret', 'a')
    const sealer = createSealer([current, old])
    expect(sealer.open(sealed, 'a')).toBe('secret')
    expect(sealer.isCurrent(sealed)).toBe(false)
    expect(sealer.isCurrent(sealer.seal('secret', 'a'))).toBe(true)
  })

  const sealed = createSealer([current]).seal('a secret', 'monitor 1')
  const lastChanged = `${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`
  test.each([
    ['for something else', sealed, 'monitor 2', current],
    ['with another key', sealed, 'monitor 1', old],
    ['changed', lastChanged, 'monitor 1', current],
    ['cut off', sealed.slice(0, -20), 'monitor 1', current],
    ['not sealed at all', 'a secret', 'monitor 1', current],
    ['rubbish', 'sealed:v1:x:y:z', 'monitor 1', current],
  ])('refuses %s', (_, text, context, key) => {
    expect(() => createSealer([key]).open(text, context)).toThrow(UnsealError)
  })

  test('keys of two purposes differ', () =>
    expect(deriveSealingKey(current, 'account secrets')).not.toEqual(deriveSealingKey(current, 'monitor secrets')))

  test('of accounts and of monitors open nothing of each other, and each opens what its previous key sealed', () => {
    const before = { ENCRYPTION_KEY: old }
    const now = { ENCRYPTION_KEY: current, PREVIOUS_ENCRYPTION_KEYS: [old] }
    for (const create of [createAccountSealer, createMonitorSealer]) {
      expect(create(now).open(create(before).seal('secret', 'a'), 'a')).toBe('secret')
    }
    const sealedForMonitor = createMonitorSealer(now).seal('secret', 'a')
    expect(() => createAccountSealer(now).open(sealedForMonitor, 'a')).toThrow(UnsealError)
  })
})
