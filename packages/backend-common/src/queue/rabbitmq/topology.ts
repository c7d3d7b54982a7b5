import type { Channel, ChannelModel, Options } from 'amqplib'
import type { QueueSpec } from '../message-queue.js'

/** Where the failures of a queue wait to be looked at. */
export const deadLettersOf = (queue: string) => `${queue}.dead`

/** Dead letters of one queue that are kept; the oldest go first. */
const MAX_DEAD_LETTERS = 100_000

/**
 * The broker must not count for us: its own limit (20 where none is set, since RabbitMQ 4) drops messages, or dead-letters them together
 * with those that merely expired. We count by `x-delivery-count` and move failures ourselves.
 */
const UNLIMITED_DELIVERIES = 1_000_000_000

/** Makes the queue and its dead letters, idempotent; rejects when the broker has one of that name with other properties. */
export async function declareOnBroker(connection: ChannelModel, spec: QueueSpec): Promise<void> {
  await withChannel(connection, async (channel) => {
    if (spec.kind === 'reply') {
      await channel.assertQueue(spec.name, { exclusive: true, durable: false, ...timeToLive(spec) })
      return
    }
    await channel.assertQueue(spec.name, {
      durable: true,
      ...timeToLive(spec),
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': UNLIMITED_DELIVERIES,
        ...(spec.kind === 'partition' ? { 'x-single-active-consumer': true } : {}),
      },
    })
    await channel.assertQueue(deadLettersOf(spec.name), {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': UNLIMITED_DELIVERIES,
        'x-max-length': MAX_DEAD_LETTERS,
      },
    })
  })
}

const timeToLive = ({ ttlMs }: QueueSpec): Options.AssertQueue => (ttlMs === undefined ? {} : { messageTtl: ttlMs })

/** Runs `work` on a channel of its own: the broker closes the channel of a call that it refuses. */
export async function withChannel<Result>(
  connection: ChannelModel,
  work: (channel: Channel) => Promise<Result>,
): Promise<Result> {
  const channel = await connection.createChannel()
  let open = true
  channel.on('close', () => {
    open = false
  })
  // The call that was refused rejects with the same error.
  channel.on('error', () => {
    open = false
  })
  try {
    return await work(channel)
  } finally {
    if (open) await channel.close()
  }
}
