import { createHash } from 'node:crypto'

/** Says which password an account had, and nothing about it: a proof of identity stands only as long as the password that it was given beside. */
export const passwordStamp = (passwordHash: string | null): string =>
  createHash('sha256')
    .update(passwordHash ?? '')
    .digest('base64url')
