import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, for a link or a cookie. */
export const newSecretToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of it: who reads the database cannot use it. 256 random bits need no salt. */
export const secretTokenHash = (token: string) => createHash('sha256').update(token).digest()
