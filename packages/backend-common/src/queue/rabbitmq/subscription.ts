import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib'
import { aborted } from '../../lifecycle/shutdown-signal.js'
import type { Logger } from '../../log/logger.js'
import { createHandlerRun, type HandlerRun, type Held } from '../handler-run.js'
import type { Consumer, Handler, QueueSpec } from '../message-queue.js'
import type { RetryDelay } from '../retry-delay.js'
import type { Link } from './link.js'
import type { Publisher } from './publisher.js'
import { deadLettersOf } from './topology.js'

export type SubscriptionOptions = {
  link: Link
  publisher: Publisher
  /** With the name as the broker knows it. */
  spec: QueueSpec
  prefetch: number
  handler: Handler
  retryDelay: RetryDelay
  log: Logger
}

/** One consumer on one channel. `lost` resolves when the broker or the network ended it. */
type Session = { channel: Channel; consumerTag: string; run: HandlerRun; lost: Promise<void>; isOpen: () => boolean }

const PAUSE_BEFORE_RESUMING_MS = 500
const CONNECTION_WAIT_MS = 60_000

/** Consumes until it is disposed: when the channel is lost it takes another, as soon as the handlers of the lost one have settled. */
export async function subscribe(options: SubscriptionOptions, first: ChannelModel): Promise<Consumer> {
  const { link, spec, log } = options
  const disposed = new AbortController()
  let session = await openSession(options, first)
  const keptUp = keepUp()

  async function keepUp(): Promise<void> {
    while (!disposed.signal.aborted) {
      await session.lost
      await session.run.close()
      while (!disposed.signal.aborted && !session.isOpen()) await resume()
    }
    await closeSession(session, spec)
  }

  async function resume(): Promise<void> {
    try {
      const connection = await Promise.race([link.connection(CONNECTION_WAIT_MS), aborted(disposed.signal)])
      if (connection === undefined) return
      session = await openSession(options, connection)
      log.info({ queue: spec.name }, 'consuming again')
    } catch (error) {
      if (disposed.signal.aborted) return
      log.warn({ queue: spec.name, err: error }, 'could not resume consuming, will try again')
      await Promise.race([sleep(PAUSE_BEFORE_RESUMING_MS), aborted(disposed.signal)])
    }
  }

  return {
    async [Symbol.asyncDispose]() {
      disposed.abort()
      await closeSession(session, spec)
      await keptUp
    },
  }
}

async function openSession(options: SubscriptionOptions, connection: ChannelModel): Promise<Session> {
  const { spec, prefetch, handler, retryDelay, log } = options
  const channel = await connection.createChannel()
  const run = createHandlerRun({ spec, handler, retryDelay, log })
  let open = true
  let tellLost: () => void = () => undefined
  const lost = new Promise<void>((resolve) => {
    tellLost = resolve
  })
  const end = () => {
    open = false
    tellLost()
    void run.close()
  }
  channel.on('error', (error) => log.warn({ queue: spec.name, err: error }, 'the channel of a consumer failed'))
  channel.on('close', end)
  await channel.prefetch(prefetch)
  const { consumerTag } = await channel.consume(spec.name, (message) => {
    // Null: the broker cancelled this consumer, because its queue is gone or moves.
    if (message === null) void channel.close().catch(end)
    else run.accept(hold(message, { channel, isOpen: () => open }, options))
  })
  return { channel, consumerTag, run, lost, isOpen: () => open }
}

async function closeSession({ channel, consumerTag, run, isOpen }: Session, { kind }: QueueSpec): Promise<void> {
  /** What the broker would not hear any more needs no answer. */
  const unlessLost = async (call: () => Promise<unknown>) => {
    if (!isOpen()) return
    try {
      await call()
    } catch (error) {
      if (isOpen()) throw error
    }
  }
  // The active consumer of a partition stays until its handlers have settled: the next one must not overtake them.
  if (kind !== 'partition') await unlessLost(() => channel.cancel(consumerTag))
  await run.close()
  await unlessLost(() => channel.close())
}

/** What a lost channel held is delivered again by the broker: then there is nothing to answer. */
function hold(
  message: ConsumeMessage,
  { channel, isOpen }: { channel: Channel; isOpen: () => boolean },
  { spec, publisher }: SubscriptionOptions,
): Held {
  const text = message.content.toString()
  const ack = () => {
    if (isOpen()) channel.ack(message)
  }
  return {
    text,
    order: message.fields.deliveryTag,
    attempt: 1 + timesReturned(message),
    ack,
    giveBack() {
      // What a partition holds goes back when the channel closes: all of it at once keeps its order.
      if (isOpen() && spec.kind === 'work') channel.nack(message, false, true)
    },
    async bury(reason) {
      if (!isOpen()) return
      if (spec.kind !== 'reply') {
        const headers = { 'x-reason': reason.slice(0, 500), 'x-died-at': new Date().toISOString() }
        await publisher.publish({ queue: deadLettersOf(spec.name), content: message.content, headers })
      }
      ack()
    },
  }
}

/** Quorum queues count; the others only say whether. RabbitMQ 4.3 counts what was lost in hand apart (`x-acquired-count`, the first one included). */
function timesReturned({ fields, properties }: ConsumeMessage): number {
  const header = (name: string) => {
    const value: unknown = properties.headers?.[name]
    return typeof value === 'number' ? value : 0
  }
  return Math.max(header('x-delivery-count'), header('x-acquired-count') - 1, fields.redelivered ? 1 : 0)
}
