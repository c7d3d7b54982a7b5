import { Secret, TOTP } from 'otpauth'

const STEP_SECONDS = 30
/** Clocks of phones go wrong by that many steps, and people type slowly (RFC 6238, 5.2). */
const WINDOW = 1

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, 30 s. */
const totpOf = (secret: Secret, label = '') =>
  new TOTP({ issuer: 'Mointering', label, secret, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS })

/** 160 random bits (RFC 4226, 4), in base32; `uri` is what the QR code says. */
export function newTotpSecret(email: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 })
  return { secret: secret.base32, uri: totpOf(secret, email).toString() }
}

/** The time step that the code is of, one before or after now included; null when it is of none. Compared in constant time. */
export function stepOf(secret: string, code: string, nowMs: number): bigint | null {
  const totp = totpOf(Secret.fromBase32(secret))
  const delta = totp.validate({ token: code, timestamp: nowMs, window: WINDOW })
  return delta === null ? null : BigInt(totp.counter({ timestamp: nowMs }) + delta)
}
