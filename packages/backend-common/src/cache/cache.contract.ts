import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Cache, CacheUnavailableError } from './cache.js'

const wait = { timeout: 5000, interval: 10 }

/** What every cache promises. `open` gives an adapter on the same store each time. */
export function cacheContract(name: string, open: () => Promise<Cache>): void {
  describe(`cache: ${name}`, () => {
    let cache: Cache
    const unique = () => `test.${randomBytes(6).toString('hex')}`

    beforeEach(async () => {
      cache = await open()
    })
    afterEach(() => cache[Symbol.asyncDispose]())

    test('gives back what was set, and null for what was not', async () => {
      const key = unique()
      expect(await cache.get(key)).toBeNull()
      await cache.set(key, 'grüß dich', { ttlMs: 60_000 })
      expect(await cache.get(key)).toBe('grüß dich')
      await cache.set(key, '', { ttlMs: 60_000 })
      expect(await cache.get(key)).toBe('')
      await cache.delete(key)
      await cache.delete(key)
      expect(await cache.get(key)).toBeNull()
    })

    test('several keys are answered in their order', async () => {
      const [one, none, two] = [unique(), unique(), unique()]
      await cache.set(one, '1', { ttlMs: 60_000 })
      await cache.set(two, '2', { ttlMs: 60_000 })
      expect(await cache.getMany([two, none, one, two])).toEqual(['2', null, '1', '2'])
    })

    test('a value vanishes when its time is over, and setting it again starts a new time', async () => {
      const [short, renewed] = [unique(), unique()]
      await cache.set(short, 'x', { ttlMs: 40 })
      await cache.set(renewed, 'x', { ttlMs: 40 })
      await cache.set(renewed, 'y', { ttlMs: 60_000 })
      expect(await cache.get(short)).toBe('x')
      await vi.waitFor(async () => expect(await cache.get(short)).toBeNull(), wait)
      expect(await cache.get(renewed)).toBe('y')
    })

    test('a counter adds atomically, and only its first addition starts its time', async () => {
      const key = unique()
      const replies = await Promise.all(
        Array.from({ length: 100 }, () => cache.increment(key, { by: 2, ttlMs: 60_000 })),
      )
      expect(replies.map(({ value }) => value).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 100 }, (_, index) => 2 * (index + 1)),
      )
      const { value, ttlMs } = await cache.increment(key, { by: -5, ttlMs: 999_000 })
      expect(value).toBe(195)
      expect(ttlMs).toBeGreaterThan(50_000)
      expect(ttlMs).toBeLessThanOrEqual(60_000)
    })

    test('a counter starts again when its time is over', async () => {
      const key = unique()
      await cache.increment(key, { by: 7, ttlMs: 40 })
      await vi.waitFor(async () => expect((await cache.increment(key, { by: 0, ttlMs: 40 })).value).toBe(0), wait)
    })

    test('messages reach every subscriber of their channel, in order, and nobody else', async () => {
      const [channel, other] = [unique(), unique()]
      const [first, second, elsewhere]: string[][] = [[], [], []]
      await cache.subscribe(channel, (message) => first?.push(message))
      await cache.subscribe(channel, (message) => second?.push(message))
      await cache.subscribe(other, (message) => elsewhere?.push(message))
      const sent = Array.from({ length: 100 }, (_, index) => `${index}`)
      for (const message of sent) await cache.publish(channel, message)

      await vi.waitFor(() => expect(first).toEqual(sent), wait)
      await vi.waitFor(() => expect(second).toEqual(sent), wait)
      expect(elsewhere).toEqual([])
    })

    test('who has left a channel hears nothing more; the others do', async () => {
      const channel = unique()
      const [gone, there]: string[][] = [[], []]
      const subscription = await cache.subscribe(channel, (message) => gone?.push(message))
      await cache.subscribe(channel, (message) => there?.push(message))
      await subscription[Symbol.asyncDispose]()
      await cache.publish(channel, 'hello')
      await vi.waitFor(() => expect(there).toEqual(['hello']), wait)
      expect(gone).toEqual([])
    })

    test('a subscriber that throws disturbs nobody', async () => {
      const channel = unique()
      const seen: string[] = []
      await cache.subscribe(channel, () => {
        throw new Error('a bug in a subscriber')
      })
      await cache.subscribe(channel, (message) => seen.push(message))
      await cache.publish(channel, 'hello')
      await vi.waitFor(() => expect(seen).toEqual(['hello']), wait)
    })

    test('one holder of a lock at a time, with a token that grows', async () => {
      const lock = unique()
      const attempts = await Promise.all(Array.from({ length: 10 }, () => cache.lock(lock, { ttlMs: 60_000 })))
      const [held, ...others] = attempts.filter((each) => each !== null)
      expect(others).toEqual([])
      expect(await held?.renew()).toBe(true)
      await held?.[Symbol.asyncDispose]()

      const next = await cache.lock(lock, { ttlMs: 60_000 })
      expect(next?.token).toBeGreaterThan(held?.token ?? Number.POSITIVE_INFINITY)
    })

    test('a lock that was lost cannot be renewed, and giving it back leaves the next holder alone', async () => {
      const lock = unique()
      const lost = await cache.lock(lock, { ttlMs: 30 })
      const next = await vi.waitFor(async () => {
        const acquired = await cache.lock(lock, { ttlMs: 60_000 })
        expect(acquired).not.toBeNull()
        return acquired
      }, wait)
      expect(next?.token).toBeGreaterThan(lost?.token ?? Number.POSITIVE_INFINITY)
      expect(await lost?.renew()).toBe(false)
      await lost?.[Symbol.asyncDispose]()
      expect(await cache.lock(lock, { ttlMs: 60_000 })).toBeNull()
      expect(await next?.renew()).toBe(true)
    })

    test('after closing, everything is refused', async () => {
      await cache[Symbol.asyncDispose]()
      expect(cache.connected).toBe(false)
      await expect(cache.get('key')).rejects.toThrow(CacheUnavailableError)
      await expect(cache.getMany(['key'])).rejects.toThrow(CacheUnavailableError)
      await expect(cache.publish('channel', 'hello')).rejects.toThrow(CacheUnavailableError)
      await expect(cache.lock('lock', { ttlMs: 1000 })).rejects.toThrow(CacheUnavailableError)
    })
  })
}
