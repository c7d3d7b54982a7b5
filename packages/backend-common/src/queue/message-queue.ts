/**
 * How a queue behaves.
 * - `work`: durable, many consumers, any order; what fails `maxAttempts` times, or outlives `ttlMs`, leaves it (failures go to the dead letters, expired messages vanish).
 * - `partition`: durable and ordered; of all its consumers only one at a time receives (single active consumer), the next takes over when it goes.
 * - `reply`: lives as long as the process that declared it; never dead-lettered.
 */
export type QueueSpec = {
  name: string
  kind: 'work' | 'partition' | 'reply'
  /** Messages older than this vanish unread. Absent: they stay. */
  ttlMs?: number
  /** Deliveries of one message before it is dead-lettered. */
  maxAttempts: number
}

export type Delivery = {
  /** The message, parsed from JSON and not yet validated. */
  body: unknown
  /** 1 on the first delivery. A lower bound after a broker's restart. */
  attempt: number
  /** Aborts when this consumer is being closed: finish soon, or reject to have it delivered again. */
  signal: AbortSignal
}

/** Acked when it resolves; delivered again, up to `maxAttempts`, when it rejects. Work is at least once: be idempotent. */
export type Handler = (delivery: Delivery) => Promise<void>

/** Disposing stops new deliveries, waits for the handlers in hand and acks them; what was not started goes back to the queue. */
export type Consumer = AsyncDisposable

/**
 * A message queue: RabbitMQ, or in-process for the embedded shape. Both keep every promise of `message-queue.contract.ts`.
 * Survives a restart of the broker: consumers resume, and publishes wait, up to the adapter's limit, for the connection to return.
 */
export interface MessageQueue extends AsyncDisposable {
  /** Makes sure the queue exists. Idempotent; the same name with another spec is an error. */
  declare(spec: QueueSpec): Promise<void>
  /** Resolves when the broker has confirmed that it holds the message; rejects with QueueUnavailableError when it could not in time. `body` must be JSON. */
  publish(queue: string, body: unknown, options?: { ttlMs?: number }): Promise<void>
  /** Up to `prefetch` messages are in hand at once. On a `partition` queue with prefetch above 1 handlers still start in order. */
  consume(queue: string, options: { prefetch: number }, handler: Handler): Promise<Consumer>
  /** Messages that wait to be delivered now. */
  depth(queue: string): Promise<number>
  /** Dead letters that wait to be looked at. */
  deadLetterCount(queue: string): Promise<number>
  /** Removes and returns up to `limit` dead letters, oldest first. */
  takeDeadLetters(queue: string, limit: number): Promise<unknown[]>
  /** True while the broker can be reached. */
  readonly connected: boolean
}

/** The broker could not be reached, or did not confirm, within the time allowed. Our fault, never the target's. */
export class QueueUnavailableError extends Error {
  override name = 'QueueUnavailableError'
}
