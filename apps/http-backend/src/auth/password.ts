import { randomBytes } from 'node:crypto'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { hash, hashRaw, verify } from '@node-rs/argon2'
import { createLimiter } from './limiter.js'

// OWASP password storage cheat sheet: Argon2id (this library's default) with 19 MiB, 2 passes, 1 lane.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const
const AT_ONCE = 2
const WAITING = 100

export type Passwords = {
  hash(password: string): Promise<string>
  /** With `stored` null (no such account) it does the same work against a hash of nothing, and says false. */
  verify(stored: string | null, password: string): Promise<boolean>
  /** For short secrets that are looked up by their hash (recovery codes): the same work, the same bytes for the same 16-byte salt. */
  fingerprint(secret: string, salt: Uint8Array): Promise<Buffer>
}

/** Argon2id, a few at a time so that a flood of sign-ins cannot take all memory and cores. Rejects with unavailable when the queue is full. */
export async function createPasswords(): Promise<Passwords> {
  const limit = createLimiter({ atOnce: AT_ONCE, waiting: WAITING }, () => {
    throw new AppError('unavailable', 'Too many people sign in at this moment. Try again in a few seconds')
  })
  const hashOfNothing = await hash(randomBytes(32), PARAMETERS)
  return {
    hash: (password) => limit(() => hash(password, PARAMETERS)),
    verify: (stored, password) =>
      limit(async () => (await verify(stored ?? hashOfNothing, password)) && stored !== null),
    fingerprint: (secret, salt) => limit(() => hashRaw(secret, { ...PARAMETERS, salt })),
  }
}
