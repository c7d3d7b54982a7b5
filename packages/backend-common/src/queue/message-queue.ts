/**
 * How a queue behaves.
 * - `work`: durable, many consumers, any order; what fails `maxAttempts` times goes to the dead letters, what outlives `ttlMs` vanishes.
 * - `partition`: durable and ordered; of all its consumers only one at a time receives (single active consumer), the next takes over when it goes.
 * - `reply`: lives as long as the process that declared it; never dead-lettered: what fails `maxAttempts` times vanishes.
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
  /**
   * 1 on the first delivery. It also counts when the message was in the hands of a process that went away, so it can be higher than the
   * number of failures; a lower bound after a broker's restart.
   */
  attempt: number
  /** Aborts when this consumer is being closed, or lost its broker: finish soon, or reject to have it delivered again. */
  signal: AbortSignal
}

/**
 * Acked when it resolves; delivered again, after a pause that grows with `attempt`, up to `maxAttempts` times in all, when it rejects. A
 * rejection with InvalidMessageError goes to the dead letters at once; one while the consumer closes costs no attempt that counts.
 * Work is at least once: be idempotent.
 *
 * Order of a `partition`: handlers start in the order of publishing. When one rejects no further handler starts before those in hand are
 * settled; then the rejected ones start again, in their order, before anything newer. So with prefetch 1 the order is strict, and with more
 * only what was in hand beside a failing message can be done before it. A message that goes to the dead letters is skipped, and its
 * successors go on. A new consumer starts only after the handlers of the last one have settled, or after the broker lost sight of it.
 */
export type Handler = (delivery: Delivery) => Promise<void>

/** Disposing stops new deliveries, waits for the handlers in hand and acks them; what was not started goes back to the queue. */
export type Consumer = AsyncDisposable

/**
 * A message queue: RabbitMQ, or in-process for the embedded shape. Both keep every promise of `message-queue.contract.ts`.
 * Survives a restart of the broker: consumers resume, and publishes wait, up to the adapter's limit, for the connection to return.
 */
export interface MessageQueue extends AsyncDisposable {
  /** Makes sure the queue exists, and again after every reconnect. Idempotent; the same name with another spec is an error. */
  declare(spec: QueueSpec): Promise<void>
  /**
   * Resolves when the broker has confirmed that it holds the message. Rejects with UnknownQueueError when there is no such queue, and with
   * QueueUnavailableError when it was not confirmed in time (it may still have arrived). Waits while the broker takes no more: publish
   * many at once, but not without bound. `body` must be JSON: it arrives as `JSON.parse(JSON.stringify(body))`.
   */
  publish(queue: string, body: unknown, options?: { ttlMs?: number }): Promise<void>
  /** Up to `prefetch` messages are in hand at once. The queue must have been declared here. */
  consume(queue: string, options: { prefetch: number }, handler: Handler): Promise<Consumer>
  /** Messages that wait to be delivered now. */
  depth(queue: string): Promise<number>
  /** Dead letters that wait to be looked at. */
  deadLetterCount(queue: string): Promise<number>
  /** Removes and returns up to `limit` dead letters, oldest first; one that is no JSON comes as its text. */
  takeDeadLetters(queue: string, limit: number): Promise<unknown[]>
  /** True while the broker can be reached and takes messages (false too while a memory or disk alarm holds publishers up). */
  readonly connected: boolean
}

/** The broker could not be reached, or did not confirm, within the time allowed. Our fault, never the target's. */
export class QueueUnavailableError extends Error {
  override name = 'QueueUnavailableError'
}

/** There is no queue of that name: nobody declared it, or the process whose reply queue it was is gone. */
export class UnknownQueueError extends Error {
  override name = 'UnknownQueueError'
}

/** Thrown by a handler: this message can never be handled, trying again is useless. */
export class InvalidMessageError extends Error {
  override name = 'InvalidMessageError'
}
