import { Redis } from 'ioredis'
import type { Logger } from '../log/logger.js'
import { CacheUnavailableError } from './cache.js'

const COMMAND_TIMEOUT_MS = 800
const LONGEST_PAUSE_MS = 2000
const PING_EVERY_MS = 10_000

/** A command is refused at once when there is no connection: nothing waits for Redis to come back, and nothing is sent twice. */
export async function connectRedis(url: string, log: Logger, timeoutMs: number): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: true,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 5000,
    retryStrategy: (attempt) => Math.min(LONGEST_PAUSE_MS, 50 * 2 ** attempt) * (0.5 + Math.random() / 2),
  })
  redis.on('error', (error) => log.warn({ err: error }, 'the connection to Redis failed'))
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new CacheUnavailableError(`Redis could not be reached within ${timeoutMs} ms`))
    }, timeoutMs)
    redis.once('ready', () => {
      clearTimeout(timer)
      resolve()
    })
  })
  try {
    // Rejects when the first attempt fails, and goes on trying: `ready` tells.
    redis.connect().catch((error: unknown) => log.warn({ err: error }, 'the first connection to Redis failed'))
    await ready
    watch(redis, log)
    return redis
  } catch (error) {
    redis.disconnect()
    throw error
  }
}

/** Without a word from us a connection whose other end vanished looks well for minutes, one that only listens most of all. */
function watch(redis: Redis, log: Logger): void {
  const timer = setInterval(() => {
    if (redis.status !== 'ready') return
    redis.ping().catch((error: unknown) => {
      log.warn({ err: error }, 'Redis does not answer, reconnecting')
      if (redis.status === 'ready') redis.disconnect(true)
    })
  }, PING_EVERY_MS)
  redis.once('end', () => clearInterval(timer))
}
