import { Secret, TOTP } from 'otpauth'
import { expect, it } from 'vitest'
import { newTotpSecret, stepOf } from './totp-secret.js'

/** RFC 6238, appendix B: the SHA-1 secret, its times in seconds, and the last six digits of its codes. */
const SECRET = Secret.fromUTF8('12345678901234567890').base32
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const

it.each(VECTORS)('at %i s the code is %s', (seconds, code) => {
  expect(stepOf(SECRET, code, seconds * 1000)).toBe(BigInt(Math.floor(seconds / 30)))
})

it('takes the code of the step before and of the one after, and of no other', () => {
  const at = (step: number) => step * 30_000 + 12_000
  const code = '279037'
  const own = Math.floor(2_000_000_000 / 30)
  const accepted = [-2, -1, 0, 1, 2].map((delta) => stepOf(SECRET, code, at(own + delta)))
  expect(accepted).toEqual([null, BigInt(own), BigInt(own), BigInt(own), null])
})

it('a wrong code is of no step, and neither are one that is too short or too long', () => {
  for (const code of ['279038', '27903', '2790370', '', '      ']) {
    expect(stepOf(SECRET, code, 2_000_000_000_000), code).toBeNull()
  }
})

it('a new secret has 160 bits, differs each time, and its URI makes an app show the codes that are taken', () => {
  const { secret, uri } = newTotpSecret('ada+x@example.org')
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret('ada+x@example.org').secret).not.toBe(secret)
  expect(uri).toContain('otpauth://totp/Mointering:ada%2Bx%40example.org?')
  const { searchParams } = new URL(uri)
  expect(Object.fromEntries(searchParams)).toMatchObject({ secret, issuer: 'Mointering', algorithm: 'SHA1' })
  const app = new TOTP({ secret: String(searchParams.get('secret')) })
  expect(stepOf(secret, app.generate({ timestamp: 90_000 }), 90_000)).toBe(3n)
})
