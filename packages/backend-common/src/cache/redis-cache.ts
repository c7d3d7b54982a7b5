import type { Logger } from '../log/logger.js'
import { type Cache, CacheUnavailableError } from './cache.js'
import { connectRedis } from './redis-connection.js'
import { createSubscriptions } from './redis-subscriptions.js'

export type RedisCacheOptions = {
  url: string
  log: Logger
  /** Before every key and channel: installations and tests that share one Redis. */
  prefix?: string
  /** How long the first connection may take. 30,000 when absent. */
  connectTimeoutMs?: number
}

/** Answers {value, ms left}. A counter that somehow lost its time to live gets one again. */
const INCREMENT = `
local value = redis.call('INCRBY', KEYS[1], ARGV[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  left = tonumber(ARGV[2])
end
return {value, left}`

/** Answers the token, or nil when it is held. Tokens start from the clock: they keep growing when Redis lost its memory. */
const ACQUIRE = `
if redis.call('EXISTS', KEYS[1]) == 1 then return nil end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local token = math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, now)
redis.call('SET', KEYS[2], string.format('%.0f', token))
redis.call('SET', KEYS[1], string.format('%.0f', token), 'PX', ARGV[1])
return token`

const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`

const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

/** A cache on Redis 6 or newer. Rejects with CacheUnavailableError when it cannot be reached in time. */
export async function createRedisCache({
  url,
  log,
  prefix = '',
  connectTimeoutMs = 30_000,
}: RedisCacheOptions): Promise<Cache> {
  const commands = await connectRedis(url, log, connectTimeoutMs)
  // A connection that subscribes takes no other commands.
  const listener = await connectRedis(url, log, connectTimeoutMs).catch((error: unknown) => {
    commands.disconnect()
    throw error
  })
  const subscriptions = createSubscriptions(listener, log)

  let closed = false

  async function ask<Reply>(command: () => Promise<Reply>): Promise<Reply> {
    try {
      return await command()
    } catch (error) {
      throw new CacheUnavailableError('Redis did not answer', { cause: error })
    }
  }

  return {
    get: (key) => ask(() => commands.get(prefix + key)),
    getMany: (keys) => ask(() => commands.mget(keys.map((key) => prefix + key))),
    async set(key, value, { ttlMs }) {
      await ask(() => commands.set(prefix + key, value, 'PX', wholeMs(ttlMs)))
    },
    async delete(key) {
      await ask(() => commands.del(prefix + key))
    },
    async increment(key, { by, ttlMs }) {
      const [value, left] = numbers(await ask(() => commands.eval(INCREMENT, 1, prefix + key, by, wholeMs(ttlMs))))
      return { value, ttlMs: left }
    },
    async publish(channel, message) {
      await ask(() => commands.publish(prefix + channel, message))
    },
    subscribe: (channel, handler) => ask(() => subscriptions.add(prefix + channel, handler)),
    async lock(name, { ttlMs }) {
      const key = `${prefix}lock:${name}`
      const token = await ask(() => commands.eval(ACQUIRE, 2, key, `${prefix}lock-token:${name}`, wholeMs(ttlMs)))
      if (typeof token !== 'number') return null
      return {
        token,
        renew: async () => (await ask(() => commands.eval(RENEW, 1, key, token, wholeMs(ttlMs)))) === 1,
        async [Symbol.asyncDispose]() {
          await ask(() => commands.eval(RELEASE, 1, key, token))
        },
      }
    },
    get connected() {
      return !closed && commands.status === 'ready' && listener.status === 'ready'
    },
    async [Symbol.asyncDispose]() {
      closed = true
      commands.disconnect()
      listener.disconnect()
    },
  }
}

const wholeMs = (ttlMs: number) => Math.max(1, Math.ceil(ttlMs))

function numbers(reply: unknown): [number, number] {
  if (Array.isArray(reply) && typeof reply[0] === 'number' && typeof reply[1] === 'number') return [reply[0], reply[1]]
  throw new TypeError('Redis answered a counter with something else')
}
