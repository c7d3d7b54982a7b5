import type { Logger } from '../log/logger.js'
import { createLocalQueue, type LocalQueue } from './local-queue.js'
import { type MessageQueue, QueueUnavailableError, UnknownQueueError } from './message-queue.js'
import { assertSameSpec } from './queue-spec.js'
import { growingDelay, type RetryDelay } from './retry-delay.js'

export type InProcessQueueOptions = {
  log?: Logger
  /** Messages that one queue holds before `publish` waits. 10,000 when absent. */
  maxWaiting?: number
  /** How long `publish` waits for room. 10,000 when absent. */
  publishTimeoutMs?: number
  retryDelay?: RetryDelay
}

/** A message queue in the memory of this process, for the embedded shape: what it holds is lost with the process. */
export function createInProcessQueue(options: InProcessQueueOptions = {}): MessageQueue {
  const { log, maxWaiting = 10_000, publishTimeoutMs = 10_000, retryDelay = growingDelay } = options
  const queues = new Map<string, LocalQueue>()
  let closed = false

  function find(name: string): LocalQueue {
    if (closed) throw new QueueUnavailableError('The queue is closed')
    const queue = queues.get(name)
    if (queue === undefined) throw new UnknownQueueError(`There is no queue ${name}`)
    return queue
  }

  return {
    async declare(spec) {
      if (closed) throw new QueueUnavailableError('The queue is closed')
      const existing = queues.get(spec.name)
      if (existing === undefined) {
        queues.set(spec.name, createLocalQueue({ spec, maxWaiting, publishTimeoutMs, retryDelay, log }))
      } else {
        assertSameSpec(existing.spec, spec)
      }
    },
    async publish(name, body, { ttlMs } = {}) {
      await find(name).publish(JSON.stringify(body), ttlMs)
    },
    async consume(name, { prefetch }, handler) {
      return find(name).consume(prefetch, handler)
    },
    async depth(name) {
      return find(name).depth()
    },
    async deadLetterCount(name) {
      return find(name).dead.length
    },
    async takeDeadLetters(name, limit) {
      return find(name).dead.splice(0, limit).map(parseOrText)
    },
    get connected() {
      return !closed
    },
    async [Symbol.asyncDispose]() {
      closed = true
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}

/** A dead letter may be there because it was no JSON. */
export function parseOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
