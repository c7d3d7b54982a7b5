import type { Logger } from '../log/logger.js'
import type { Cache, Lock } from './cache.js'
import { CacheUnavailableError } from './cache.js'

type Entry = { value: string; expiresAt: number }
type Subscriber = (message: string) => void

/** Writes between two sweeps of what expired unread. */
const SWEEP_EVERY = 1000

/** A cache in the memory of this process, for the embedded shape. A subscriber that throws is logged, as a warning of Node without `log`. */
export function createInProcessCache({ log }: { log?: Logger } = {}): Cache {
  const entries = new Map<string, Entry>()
  const locks = new Map<string, { token: number; expiresAt: number }>()
  const channels = new Map<string, Set<Subscriber>>()
  let writes = 0
  let lastToken = 0
  let closed = false

  function assertOpen(): void {
    if (closed) throw new CacheUnavailableError('The cache is closed')
  }

  function tell(subscriber: Subscriber, channel: string, message: string): void {
    try {
      subscriber(message)
    } catch (error) {
      if (log === undefined) process.emitWarning(error instanceof Error ? error : String(error))
      else log.error({ err: error, channel }, 'a subscriber threw')
    }
  }

  function live(key: string): Entry | undefined {
    const entry = entries.get(key)
    if (entry === undefined || entry.expiresAt > Date.now()) return entry
    entries.delete(key)
    return undefined
  }

  function write(key: string, entry: Entry): void {
    entries.set(key, entry)
    writes += 1
    if (writes % SWEEP_EVERY !== 0) return
    for (const known of [...entries.keys()]) live(known)
  }

  return {
    async get(key) {
      assertOpen()
      return live(key)?.value ?? null
    },
    async getMany(keys) {
      assertOpen()
      return keys.map((key) => live(key)?.value ?? null)
    },
    async set(key, value, { ttlMs }) {
      assertOpen()
      write(key, { value, expiresAt: Date.now() + ttlMs })
    },
    async delete(key) {
      assertOpen()
      entries.delete(key)
    },
    async increment(key, { by, ttlMs }) {
      assertOpen()
      const now = Date.now()
      const { value: before, expiresAt } = live(key) ?? { value: '0', expiresAt: now + ttlMs }
      const value = Number(before) + by
      if (!Number.isSafeInteger(value)) throw new TypeError(`${key} holds no integer`)
      write(key, { value: String(value), expiresAt })
      return { value, ttlMs: expiresAt - now }
    },
    async publish(channel, message) {
      assertOpen()
      setImmediate(() => {
        // Copied: not to one that comes while they are told. One that leaves meanwhile is passed over.
        for (const subscriber of [...(channels.get(channel) ?? [])]) {
          if (channels.get(channel)?.has(subscriber)) tell(subscriber, channel, message)
        }
      })
    },
    async subscribe(channel, handler) {
      assertOpen()
      const subscribers = channels.get(channel) ?? new Set()
      channels.set(channel, subscribers)
      const subscriber: Subscriber = (message) => handler(message)
      subscribers.add(subscriber)
      return {
        async [Symbol.asyncDispose]() {
          subscribers.delete(subscriber)
          if (subscribers.size === 0) channels.delete(channel)
        },
      }
    },
    async lock(name, { ttlMs }) {
      assertOpen()
      const held = locks.get(name)
      if (held !== undefined && held.expiresAt > Date.now()) return null
      // From the clock, so that tokens grow across restarts of this process too.
      lastToken = Math.max(lastToken + 1, Date.now())
      const token = lastToken
      locks.set(name, { token, expiresAt: Date.now() + ttlMs })
      const mine = () => {
        const current = locks.get(name)
        return current?.token === token && current.expiresAt > Date.now()
      }
      return {
        token,
        async renew() {
          assertOpen()
          if (!mine()) return false
          locks.set(name, { token, expiresAt: Date.now() + ttlMs })
          return true
        },
        async [Symbol.asyncDispose]() {
          if (mine()) locks.delete(name)
        },
      } satisfies Lock
    },
    get connected() {
      return !closed
    },
    async [Symbol.asyncDispose]() {
      closed = true
      entries.clear()
      locks.clear()
      channels.clear()
    },
  }
}
