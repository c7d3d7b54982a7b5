import { randomInt } from 'node:crypto'

// Without i, l, o, 0, 1: people write these down and type them again.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const LENGTH = 12
export const RECOVERY_CODES = 10

/** `abcd-efgh-jkmn`: 59 random bits. */
export function newRecoveryCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** What is hashed of a code, however it was typed: lower case, without dashes and spaces. */
export const recoveryCodeText = (typed: string): string => typed.toLowerCase().replace(/[\s-]/g, '')

/** Sixteen bytes of its own for each account: one stolen table is no dictionary for another account's codes. */
export const recoveryCodeSalt = (userId: string): Uint8Array => Buffer.from(userId.replaceAll('-', ''), 'hex')
