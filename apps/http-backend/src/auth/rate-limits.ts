import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request, Response } from 'express'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How often what may happen. The keys: an address, an account (hashed), both, a workspace, a heartbeat's token. */
export const RATE_LIMITS = {
  signInFromAddress: { limit: 100, windowMs: 15 * MINUTE_MS },
  /** Reset by success: wrong passwords for one account from one place, or from one device that it knows; then growing waits (see `guess`). */
  signInToAccountFromAddress: { limit: 5, windowMs: DAY_MS },
  /** Refuses nobody: above it, a place that the account does not know has one try before its waits, instead of five. */
  signInToAccount: { limit: 100, windowMs: HOUR_MS },
  /** Failed sign-ins that an account's activity shows; the rest are only counted. */
  failedSignInNotes: { limit: 5, windowMs: HOUR_MS },
  /** Reset by success: the password of one's own account, or of the sign-up that one's link is of; then growing waits. */
  passwordProof: { limit: 5, windowMs: DAY_MS },
  tokenFromAddress: { limit: 100, windowMs: 15 * MINUTE_MS },
  mailFromAddress: { limit: 30, windowMs: HOUR_MS },
  /** Counted for every address that is typed, with an account or without: what is refused says nothing. */
  mailToAccountFromAddress: { limit: 5, windowMs: HOUR_MS },
  mailToAccount: { limit: 20, windowMs: HOUR_MS },
  /** Reset by success: codes of a second factor for one account from one place or one device that it knows, then a pause. Whoever tries them knows the password. */
  secondFactorToAccountFromAddress: { limit: 10, windowMs: 15 * MINUTE_MS },
  /**
   * Codes of an authenticator app, over all places. At three valid ones in a million, both together: a chance of less than 1 in 250 for a day of guessing. Devices that the account
   * knows have a count of their own: whoever only knows the password cannot use it up and keep the owner out.
   */
  secondFactorToAccount: { limit: 30, windowMs: HOUR_MS },
  secondFactorToAccountFromDevices: { limit: 20, windowMs: HOUR_MS },
  passkeyOptionsFromAddress: { limit: 300, windowMs: 15 * MINUTE_MS },
  /** Begun at a provider: each asks it and leaves a row. */
  providerFromAddress: { limit: 100, windowMs: 15 * MINUTE_MS },
  signUpFromAddress: { limit: 100, windowMs: HOUR_MS },
  refreshFromAddress: { limit: 600, windowMs: 5 * MINUTE_MS },
  apiKeyRequests: { limit: 1200, windowMs: MINUTE_MS },
  wrongApiKeyFromAddress: { limit: 60, windowMs: 15 * MINUTE_MS },
  inviteToWorkspace: { limit: 100, windowMs: HOUR_MS },
  inviteByPerson: { limit: 100, windowMs: HOUR_MS },
  /** From all workspaces together. */
  inviteToAddress: { limit: 10, windowMs: HOUR_MS },
  /** Tests of channels, which anybody who signs up may point at strangers; channels that were deleted count as well. */
  channelTestInWorkspace: { limit: 60, windowMs: HOUR_MS },
  /** From all workspaces together: test mails to one address. */
  channelTestToAddress: { limit: 10, windowMs: HOUR_MS },
  runInWorkspace: { limit: 60, windowMs: MINUTE_MS },
  heartbeatToToken: { limit: 60, windowMs: MINUTE_MS },
  heartbeatFromAddress: { limit: 1200, windowMs: MINUTE_MS },
} as const
export type RateLimitName = keyof typeof RATE_LIMITS
export type RateLimitTable = Record<RateLimitName, { limit: number; windowMs: number }>

export type RateLimits = {
  /** Counts one use of each and says what is left of the tightest in RateLimit-* headers. Rejects with rate_limited when one is used up. */
  take(res: Response, uses: readonly (readonly [RateLimitName, string])[]): Promise<void>
  /**
   * Counts a guess of a secret before it is judged. The first `limit` in the window are free (`tries`, when that is fewer); then each waits for the one before: 1 min, 2, 4 ...
   * up to 15 min. Rejects with rate_limited and says for how long; a guess that is refused costs nothing. Call `reset` after the right one.
   */
  guess(res: Response, name: RateLimitName, key: string, tries?: number): Promise<void>
  /** Counts one use, and says whether it was one too many. Refuses nothing. */
  exceeds(name: RateLimitName, key: string): Promise<boolean>
  reset(name: RateLimitName, key: string): Promise<void>
}

type Use = { limit: number; windowMs: number; left: number; resetMs: number }

/** Fixed windows in the cache; in this process alone while the cache is away: then the limit holds for each process, and is never off. */
export function createRateLimits(deps: { cache: Cache; insurance: Cache; table: RateLimitTable }): RateLimits {
  const { cache, insurance, table } = deps
  const ask = <Reply>(question: (where: Cache) => Promise<Reply>): Promise<Reply> =>
    question(cache).catch((error: unknown) => {
      if (error instanceof CacheUnavailableError) return question(insurance)
      throw error
    })

  async function use([name, key]: readonly [RateLimitName, string]): Promise<Use> {
    const { limit, windowMs } = table[name]
    const { value, ttlMs } = await ask((where) => where.increment(countKey(name, key), { by: 1, ttlMs: windowMs }))
    return { limit, windowMs, left: limit - value, resetMs: ttlMs }
  }

  return {
    async take(res, uses) {
      const taken = await Promise.all(uses.map(use))
      const tightest = taken.toSorted((a, b) => a.left - b.left)[0]
      if (!tightest) return
      showLimit(res, tightest)
      if (tightest.left < 0) throw refusal(res, tightest.resetMs)
    },
    async guess(res, name, key, tries = Number.POSITIVE_INFINITY) {
      const { limit, windowMs } = table[name]
      const free = Math.min(limit, tries)
      /** Whoever passes shuts the gate behind them, for the next one to wait. */
      const passGate = async (nth: number) => {
        const ttlMs = Math.min(waitAfter(nth - free), windowMs)
        const gate = await ask((where) => where.increment(gateKey(name, key), { by: 1, ttlMs }))
        if (gate.value === 1) return
        showLimit(res, { limit: free, windowMs, left: 0, resetMs: gate.ttlMs })
        throw refusal(res, gate.ttlMs)
      }
      const expected = 1 + Number((await ask((where) => where.get(countKey(name, key)))) ?? 0)
      if (expected >= free) await passGate(expected)
      const used = await use([name, key])
      const nth = limit - used.left
      // Several at once read the same count; what they add up to decides.
      if (expected < free && nth >= free) await passGate(nth)
      showLimit(res, { ...used, limit: free, left: free - nth })
    },
    exceeds: async (name, key) => (await use([name, key])).left < 0,
    async reset(name, key) {
      for (const full of [countKey(name, key), gateKey(name, key)]) {
        await insurance.delete(full)
        await ask((where) => where.delete(full))
      }
    },
  }
}

const countKey = (name: RateLimitName, key: string) => `rate:${name}:${key}`
const gateKey = (name: RateLimitName, key: string) => `gate:${name}:${key}`

const MAX_WAIT_MS = 15 * MINUTE_MS
const waitAfter = (times: number) => Math.min(MINUTE_MS * 2 ** times, MAX_WAIT_MS)

const secondsOf = (ms: number) => Math.max(1, Math.ceil(ms / 1000))

/** draft-ietf-httpapi-ratelimit-headers-06. */
function showLimit(res: Response, { limit, windowMs, left, resetMs }: Use): void {
  res.setHeader('RateLimit-Policy', `${limit};w=${windowMs / 1000}`)
  res.setHeader('RateLimit-Limit', limit)
  res.setHeader('RateLimit-Remaining', Math.max(0, left))
  res.setHeader('RateLimit-Reset', secondsOf(resetMs))
}

function refusal(res: Response, waitMs: number): AppError {
  const seconds = secondsOf(waitMs)
  res.setHeader('Retry-After', seconds)
  return new AppError('rate_limited', `Too many requests. Try again in ${seconds} s`)
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
