import type { ChannelModel, ConfirmChannel } from 'amqplib'
import type { Logger } from '../../log/logger.js'
import { QueueUnavailableError, UnknownQueueError } from '../message-queue.js'
import type { Link } from './link.js'

type Entry = {
  id: string
  queue: string
  content: Buffer
  expirationMs: number | undefined
  headers: Record<string, string> | undefined
  deadline: number
  returned: boolean
  settled: boolean
  resolve: () => void
  reject: (error: Error) => void
}

export type Outgoing = Pick<Entry, 'queue' | 'content'> & { expirationMs?: number; headers?: Record<string, string> }

export type Publisher = AsyncDisposable & {
  /** Resolves when the broker has confirmed it; retries over reconnects until `timeoutMs` are over. */
  publish(outgoing: Outgoing): Promise<void>
}

/** Unconfirmed at once, at most: beyond, publishers wait in order. */
const WINDOW_MESSAGES = 256
const WINDOW_BYTES = 16 * 1024 * 1024
const PAUSE_AFTER_REFUSAL_MS = 100
/** How long closing waits for what is not confirmed yet. */
const LAST_CONFIRMS_MS = 2000

/** Publishes to queues through one confirm channel that all callers share. */
export async function createPublisher(
  link: Link,
  { timeoutMs, log }: { timeoutMs: number; log: Logger },
): Promise<Publisher> {
  /** In the order of their deadlines, since all have the same time. */
  const unsettled = new Set<Entry>()
  const inFlight = new Map<string, Entry>()
  let waiting = new Set<Entry>()
  /** Sent and not confirmed: the channel went away, or the broker refused for now. */
  const unconfirmed = new Set<Entry>()
  let bytesInFlight = 0
  let channel: ConfirmChannel | undefined
  let count = 0
  let closed = false
  let sweeper: NodeJS.Timeout | undefined
  let tellIdle: (() => void) | undefined

  await link.onConnect(async (connection: ChannelModel) => {
    const opened = await connection.createConfirmChannel()
    opened.on('error', (error) => log.warn({ err: error }, 'the channel for publishing failed'))
    opened.on('return', ({ properties }) => {
      const entry = inFlight.get(String(properties.messageId))
      if (entry !== undefined) entry.returned = true
    })
    opened.on('close', () => {
      if (channel === opened) channel = undefined
    })
    channel = opened
    sendUnconfirmed()
  })

  function sendWaiting(): void {
    for (const entry of waiting) {
      const full = inFlight.size >= WINDOW_MESSAGES || (inFlight.size > 0 && bytesInFlight >= WINDOW_BYTES)
      if (channel === undefined || full) return
      waiting.delete(entry)
      send(channel, entry)
    }
  }

  function send(to: ConfirmChannel, entry: Entry): void {
    inFlight.set(entry.id, entry)
    bytesInFlight += entry.content.length
    const options = {
      mandatory: true,
      persistent: true,
      contentType: 'application/json',
      messageId: entry.id,
      ...(entry.expirationMs === undefined ? {} : { expiration: Math.max(0, Math.ceil(entry.expirationMs)) }),
      ...(entry.headers === undefined ? {} : { headers: entry.headers }),
    }
    to.publish('', entry.queue, entry.content, options, (error: unknown) => {
      inFlight.delete(entry.id)
      bytesInFlight -= entry.content.length
      if (error) {
        if (!entry.settled) unconfirmed.add(entry)
        if (unconfirmed.size === 1) setTimeout(sendUnconfirmed, PAUSE_AFTER_REFUSAL_MS)
      } else {
        settle(entry, entry.returned ? new UnknownQueueError(`There is no queue ${entry.queue}`) : undefined)
      }
      sendWaiting()
    })
  }

  /** What was sent goes again before what was not, in its order. */
  function sendUnconfirmed(): void {
    for (const entry of unconfirmed) entry.returned = false
    waiting = new Set([...unconfirmed, ...waiting])
    unconfirmed.clear()
    sendWaiting()
  }

  function settle(entry: Entry, error?: Error): void {
    if (entry.settled) return
    entry.settled = true
    unsettled.delete(entry)
    waiting.delete(entry)
    unconfirmed.delete(entry)
    if (unsettled.size === 0) tellIdle?.()
    if (error === undefined) entry.resolve()
    else entry.reject(error)
  }

  /** One timer for all: the oldest entry is always the first to run out of time. */
  function sweep(): void {
    sweeper = undefined
    const now = Date.now()
    for (const entry of unsettled) {
      if (entry.deadline > now) {
        sweeper = setTimeout(sweep, entry.deadline - now)
        return
      }
      settle(
        entry,
        new QueueUnavailableError(`RabbitMQ did not confirm a message for ${entry.queue} within ${timeoutMs} ms`),
      )
    }
  }

  return {
    publish(outgoing) {
      if (closed) return Promise.reject(new QueueUnavailableError('The queue is closed'))
      return new Promise((resolve, reject) => {
        const entry: Entry = {
          id: String(++count),
          queue: outgoing.queue,
          content: outgoing.content,
          expirationMs: outgoing.expirationMs,
          headers: outgoing.headers,
          deadline: Date.now() + timeoutMs,
          returned: false,
          settled: false,
          resolve,
          reject,
        }
        unsettled.add(entry)
        waiting.add(entry)
        sweeper ??= setTimeout(sweep, timeoutMs)
        sendWaiting()
      })
    },
    async [Symbol.asyncDispose]() {
      closed = true
      if (unsettled.size > 0) {
        const idle = new Promise<void>((resolve) => {
          tellIdle = resolve
        })
        const giveUp = setTimeout(() => tellIdle?.(), LAST_CONFIRMS_MS)
        await idle
        clearTimeout(giveUp)
      }
      for (const entry of unsettled)
        settle(entry, new QueueUnavailableError('The queue was closed before it was confirmed'))
      clearTimeout(sweeper)
    },
  }
}
