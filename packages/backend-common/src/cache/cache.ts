/** A lock that is held. `token` grows with every holder (a fencing token): pass it to what must refuse a stale holder. */
export type Lock = AsyncDisposable & {
  token: number
  /** Prolongs the lock by its full time; false when it was lost meanwhile. */
  renew(): Promise<boolean>
}

/**
 * Shared, volatile memory: Redis, or in-process for the embedded shape. Both keep every promise of `cache.contract.ts`. Nothing may live only here.
 * When Redis is away every method rejects with CacheUnavailableError, fast (it never queues commands for later), and subscriptions resume by themselves.
 */
export interface Cache extends AsyncDisposable {
  /** The value, or null when absent or expired. */
  get(key: string): Promise<string | null>
  /** The values of several keys, in their order, asked for at once. */
  getMany(keys: readonly string[]): Promise<(string | null)[]>
  set(key: string, value: string, options: { ttlMs: number }): Promise<void>
  delete(key: string): Promise<void>
  /** Adds `by` atomically; the first addition starts the time to live. Answers the new value and what is left of that time. */
  increment(key: string, options: { by: number; ttlMs: number }): Promise<{ value: number; ttlMs: number }>
  /** Reaches the subscribers that are connected now, at most once. */
  publish(channel: string, message: string): Promise<void>
  /** Resolves when the subscription stands. Messages of one publisher arrive in order. */
  subscribe(channel: string, handler: (message: string) => void): Promise<AsyncDisposable>
  /** The lock, or null when somebody else holds it. */
  lock(name: string, options: { ttlMs: number }): Promise<Lock | null>
  /** True while it can be reached. */
  readonly connected: boolean
}

/** Redis could not be reached or did not answer in time. */
export class CacheUnavailableError extends Error {
  override name = 'CacheUnavailableError'
}
