import { randomBytes } from 'node:crypto'
import { startPrivateRedis } from '@mointering/test-kit/services/private-redis'
import { testServices } from '@mointering/test-kit/services/test-services'
import { Redis } from 'ioredis'
import { expect, test, vi } from 'vitest'
import { createLogger } from '../log/logger.js'
import { cacheContract } from './cache.contract.js'
import { CacheUnavailableError } from './cache.js'
import { createRedisCache } from './redis-cache.js'

const log = createLogger({ name: 'test', level: 'silent' })
const prefix = `t${randomBytes(4).toString('hex')}:`
const wait = { timeout: 10_000, interval: 20 }

cacheContract('Redis', () => createRedisCache({ url: testServices().redisUrl, log, prefix }))

test('two processes share counters, locks and channels', async () => {
  await using one = await createRedisCache({ url: testServices().redisUrl, log, prefix })
  await using other = await createRedisCache({ url: testServices().redisUrl, log, prefix })
  const heard: string[] = []
  await other.subscribe('both', (message) => heard.push(message))
  await one.publish('both', 'hello')
  await vi.waitFor(() => expect(heard).toEqual(['hello']), wait)
  await one.increment('both', { by: 1, ttlMs: 5000 })
  expect((await other.increment('both', { by: 1, ttlMs: 5000 })).value).toBe(2)
  await using held = await one.lock('both', { ttlMs: 5000 })
  expect(held).not.toBeNull()
  expect(await other.lock('both', { ttlMs: 5000 })).toBeNull()
})

test('while Redis is away calls are refused fast; when it is back they work, and subscriptions resume', async () => {
  await using redis = await startPrivateRedis()
  await using cache = await createRedisCache({ url: redis.url, log })
  const heard: string[] = []
  await cache.subscribe('news', (message) => heard.push(message))
  const before = await cache.lock('leader', { ttlMs: 60_000 })

  await redis.kill()
  await vi.waitFor(() => expect(cache.connected).toBe(false), wait)
  const calls = [
    () => cache.get('key'),
    () => cache.set('key', 'value', { ttlMs: 1000 }),
    () => cache.increment('key', { by: 1, ttlMs: 1000 }),
    () => cache.publish('news', 'lost'),
    () => cache.subscribe('more', () => undefined),
    () => cache.lock('lock', { ttlMs: 1000 }),
  ]
  for (const call of calls) {
    const since = performance.now()
    await expect(call()).rejects.toThrow(CacheUnavailableError)
    expect(performance.now() - since).toBeLessThan(1000)
  }

  await redis.start()
  await vi.waitFor(() => expect(cache.connected).toBe(true), wait)
  await vi.waitFor(async () => {
    await cache.publish('news', 'back')
    expect(heard).toContain('back')
  }, wait)
  expect(heard).not.toContain('lost')
  expect(await before?.renew()).toBe(false)
  const after = await cache.lock('leader', { ttlMs: 60_000 })
  expect(after?.token).toBeGreaterThan(before?.token ?? Number.POSITIVE_INFINITY)
})

test('a Redis that hangs is given up fast', async () => {
  await using redis = await startPrivateRedis()
  await using cache = await createRedisCache({ url: redis.url, log })
  const client = new Redis(redis.url)
  await client.client('PAUSE', 2000, 'ALL')
  client.disconnect()
  const since = performance.now()
  await expect(cache.get('key')).rejects.toThrow(CacheUnavailableError)
  expect(performance.now() - since).toBeLessThan(1000)
  await vi.waitFor(() => cache.set('key', 'value', { ttlMs: 1000 }), wait)
})

test('a start waits for a Redis that comes up late', async () => {
  await using redis = await startPrivateRedis()
  await redis.stop()
  const opening = createRedisCache({ url: redis.url, log, connectTimeoutMs: 10_000 })
  await redis.start()
  await using cache = await opening
  expect(cache.connected).toBe(true)
})

test('a Redis that is not there is reported in time', async () => {
  const away = createRedisCache({ url: 'redis://127.0.0.1:1', log, connectTimeoutMs: 300 })
  await expect(away).rejects.toThrow(CacheUnavailableError)
})
