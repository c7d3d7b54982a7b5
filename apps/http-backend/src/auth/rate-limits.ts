import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request, Response } from 'express'

const MINUTE_MS = 60_000

/** How often what may happen. The keys: an address, an account (hashed), both, a workspace, a heartbeat's token. */
export const RATE_LIMITS = {
  signInFromAddress: { limit: 100, windowMs: 15 * MINUTE_MS },
  /** Reset by success: ten wrong passwords for one account from one place, then a pause. */
  signInToAccountFromAddress: { limit: 10, windowMs: 15 * MINUTE_MS },
  signInToAccount: { limit: 100, windowMs: 60 * MINUTE_MS },
  /** Reset by success: codes of a second factor for one account from one place, then a pause. Whoever tries them knows the password. */
  secondFactorToAccountFromAddress: { limit: 10, windowMs: 15 * MINUTE_MS },
  /** At three valid codes in a million: a chance of less than 1 in 400 for a day of guessing. */
  secondFactorToAccount: { limit: 30, windowMs: 60 * MINUTE_MS },
  passkeyOptionsFromAddress: { limit: 300, windowMs: 15 * MINUTE_MS },
  signUpFromAddress: { limit: 100, windowMs: 60 * MINUTE_MS },
  refreshFromAddress: { limit: 600, windowMs: 5 * MINUTE_MS },
  runInWorkspace: { limit: 60, windowMs: MINUTE_MS },
  heartbeatToToken: { limit: 60, windowMs: MINUTE_MS },
  heartbeatFromAddress: { limit: 1200, windowMs: MINUTE_MS },
} as const
export type RateLimitName = keyof typeof RATE_LIMITS
export type RateLimitTable = Record<RateLimitName, { limit: number; windowMs: number }>

export type RateLimits = {
  /** Counts one use of each and says what is left of the tightest in RateLimit-* headers. Rejects with rate_limited when one is used up. */
  take(res: Response, uses: readonly (readonly [RateLimitName, string])[]): Promise<void>
  reset(name: RateLimitName, key: string): Promise<void>
}

type Use = { limit: number; windowMs: number; left: number; resetMs: number }

/** Fixed windows in the cache; in this process alone while the cache is away: then the limit holds for each process, and is never off. */
export function createRateLimits(deps: { cache: Cache; insurance: Cache; table: RateLimitTable }): RateLimits {
  const { cache, insurance, table } = deps

  async function use([name, key]: readonly [RateLimitName, string]): Promise<Use> {
    const { limit, windowMs } = table[name]
    const count = (where: Cache) => where.increment(`rate:${name}:${key}`, { by: 1, ttlMs: windowMs })
    const { value, ttlMs } = await count(cache).catch((error: unknown) => {
      if (error instanceof CacheUnavailableError) return count(insurance)
      throw error
    })
    return { limit, windowMs, left: limit - value, resetMs: ttlMs }
  }

  return {
    async take(res, uses) {
      const taken = await Promise.all(uses.map(use))
      const tightest = taken.toSorted((a, b) => a.left - b.left)[0]
      if (!tightest) return
      const resetSeconds = Math.max(1, Math.ceil(tightest.resetMs / 1000))
      // draft-ietf-httpapi-ratelimit-headers-06
      res.setHeader('RateLimit-Policy', `${tightest.limit};w=${tightest.windowMs / 1000}`)
      res.setHeader('RateLimit-Limit', tightest.limit)
      res.setHeader('RateLimit-Remaining', Math.max(0, tightest.left))
      res.setHeader('RateLimit-Reset', resetSeconds)
      if (tightest.left >= 0) return
      res.setHeader('Retry-After', resetSeconds)
      throw new AppError('rate_limited', `Too many requests. Try again in ${resetSeconds} s`)
    },
    async reset(name, key) {
      const full = `rate:${name}:${key}`
      await insurance.delete(full)
      await cache.delete(full).catch((error: unknown) => {
        if (!(error instanceof CacheUnavailableError)) throw error
      })
    },
  }
}

/** Whom to count a request for: see networkOf. */
export const addressOf = (req: Request): string => networkOf(req.ip)

/** The address itself; of IPv6 the network that one customer has (/64), as it has more addresses than anybody can count. */
export function networkOf(ip: string | undefined): string {
  const address = (ip ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '')
  if (!isIPv6(address)) return address
  const [head = '', tail] = canonical(address).split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`
}

/** One of the many spellings of an IPv6 address (RFC 5952), as the URL parser writes it; without the interface. */
const canonical = (address: string): string => new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1)

/** An account as it may stand in a cache key: no address of a person in plain text. */
export const accountKey = (email: string) => createHash('sha256').update(email).digest('base64url').slice(0, 22)
