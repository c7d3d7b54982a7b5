import type { ChannelModel } from 'amqplib'
import { createScope, type Scope } from '../lifecycle/scope.js'
import type { Logger } from '../log/logger.js'
import { parseOrText } from './in-process-queue.js'
import {
  type Consumer,
  type MessageQueue,
  type QueueSpec,
  QueueUnavailableError,
  UnknownQueueError,
} from './message-queue.js'
import { assertSameSpec } from './queue-spec.js'
import { openLink } from './rabbitmq/link.js'
import { createPublisher } from './rabbitmq/publisher.js'
import { subscribe } from './rabbitmq/subscription.js'
import { deadLettersOf, declareOnBroker, withChannel } from './rabbitmq/topology.js'
import { growingDelay, type RetryDelay } from './retry-delay.js'

export type RabbitMqQueueOptions = {
  url: string
  log: Logger
  /** Before every name on the broker: installations and tests that share one. */
  namePrefix?: string
  /** How long the first connection may take. 30,000 when absent. */
  connectTimeoutMs?: number
  /** How long a publish, or any other call, may wait for the broker. 10,000 when absent. */
  timeoutMs?: number
  retryDelay?: RetryDelay
}

const NOT_FOUND = 404

/**
 * A message queue on RabbitMQ, 3.10 or newer. Publishing and consuming have a connection each: when the broker blocks publishers, consumers can
 * still acknowledge, which is what ends the alarm. Rejects with QueueUnavailableError when the broker cannot be reached.
 */
export async function createRabbitMqQueue(options: RabbitMqQueueOptions): Promise<MessageQueue> {
  const {
    url,
    log,
    namePrefix = '',
    connectTimeoutMs = 30_000,
    timeoutMs = 10_000,
    retryDelay = growingDelay,
  } = options
  const specs = new Map<string, QueueSpec>()
  const consumers = new Set<Consumer>()
  const scope = createScope()
  const { consumeLink, publishLink, publisher } = await orDispose(scope, async () => {
    const open = async (name: string) => scope.add(await openLink({ url, name, log, connectTimeoutMs }))
    const consumeLink = await open('mointering consume')
    const publishLink = await open('mointering publish')
    return { consumeLink, publishLink, publisher: scope.add(await createPublisher(publishLink, { timeoutMs, log })) }
  })
  // Reply queues go with their connection, and a broker may come back without its data.
  await consumeLink.onConnect(async (connection) => {
    for (const spec of specs.values()) await declareOnBroker(connection, spec)
  })

  /** Runs `work` with a connection; rejects with QueueUnavailableError when the broker stays silent. */
  async function ask<Result>(work: (connection: ChannelModel) => Promise<Result>): Promise<Result> {
    const connection = await consumeLink.connection(timeoutMs)
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new QueueUnavailableError(`RabbitMQ gave no answer within ${timeoutMs} ms`)),
        timeoutMs,
      )
    })
    try {
      return await Promise.race([work(connection), tooLate])
    } catch (error) {
      if (consumeLink.isCurrent(connection)) throw error
      throw new QueueUnavailableError('The connection to RabbitMQ was lost', { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }

  function count(name: string): Promise<number> {
    return ask((connection) =>
      withChannel(connection, async (channel) => {
        try {
          return (await channel.checkQueue(name)).messageCount
        } catch (error) {
          throw explain(error, name)
        }
      }),
    )
  }

  return {
    async declare(spec) {
      const known = specs.get(spec.name)
      if (known !== undefined) return assertSameSpec(known, spec)
      const onBroker = { ...spec, name: namePrefix + spec.name }
      await ask((connection) => declareOnBroker(connection, onBroker))
      specs.set(spec.name, onBroker)
    },
    async publish(name, body, { ttlMs } = {}) {
      const content = Buffer.from(JSON.stringify(body))
      await publisher.publish({
        queue: namePrefix + name,
        content,
        ...(ttlMs === undefined ? {} : { expirationMs: ttlMs }),
      })
    },
    async consume(name, { prefetch }, handler) {
      const spec = specs.get(name)
      if (spec === undefined) throw new UnknownQueueError(`The queue ${name} was not declared here`)
      let opening: Promise<Consumer> | undefined
      const subscription = await ask((connection) => {
        opening = subscribe({ link: consumeLink, publisher, spec, prefetch, handler, retryDelay, log }, connection)
        return opening
      }).catch((error: unknown) => {
        // One that opens after all has nobody to close it.
        opening?.then(dispose, () => undefined)
        throw error
      })
      consumers.add(subscription)
      return {
        async [Symbol.asyncDispose]() {
          if (consumers.delete(subscription)) await dispose(subscription)
        },
      }
    },
    depth: (name) => count(namePrefix + name),
    deadLetterCount: (name) => count(deadLettersOf(namePrefix + name)),
    takeDeadLetters(name, limit) {
      return ask((connection) =>
        withChannel(connection, async (channel) => {
          const letters: unknown[] = []
          while (letters.length < limit) {
            const letter = await channel.get(deadLettersOf(namePrefix + name))
            if (letter === false) break
            letters.push(parseOrText(letter.content.toString()))
            channel.ack(letter)
          }
          return letters
        }),
      )
    },
    get connected() {
      return consumeLink.up && publishLink.up
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...consumers].map(dispose))
      await scope[Symbol.asyncDispose]()
    },
  }
}

const dispose = (resource: AsyncDisposable) => resource[Symbol.asyncDispose]()

/** What `start` gives; when it rejects, everything that it has put into the scope ends first. */
async function orDispose<Started>(scope: Scope, start: () => Promise<Started>): Promise<Started> {
  try {
    return await start()
  } catch (error) {
    await scope[Symbol.asyncDispose]()
    throw error
  }
}

function explain(error: unknown, name: string): unknown {
  const missing = error instanceof Error && 'code' in error && error.code === NOT_FOUND
  return missing ? new UnknownQueueError(`There is no queue ${name}`, { cause: error }) : error
}
