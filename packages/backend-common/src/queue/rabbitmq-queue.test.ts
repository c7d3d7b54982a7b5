import { randomBytes } from 'node:crypto'
import { testServices } from '@mointering/test-kit/services/test-services'
import { connect } from 'amqplib'
import { afterAll, expect, test, vi } from 'vitest'
import { createLogger } from '../log/logger.js'
import { messageQueueContract } from './message-queue.contract.js'
import { QueueUnavailableError } from './message-queue.js'
import { deadLettersOf } from './rabbitmq/topology.js'
import { createRabbitMqQueue } from './rabbitmq-queue.js'

const log = createLogger({ name: 'test', level: 'silent' })
const namePrefix = `t${randomBytes(4).toString('hex')}.`
const declared = new Set<string>()

async function open() {
  const queue = await createRabbitMqQueue({ url: testServices().rabbitmqUrl, log, namePrefix, retryDelay: () => 5 })
  const { declare } = queue
  queue.declare = async (spec) => {
    declared.add(namePrefix + spec.name)
    await declare(spec)
  }
  return queue
}

// The broker may not be ours alone.
afterAll(async () => {
  const connection = await connect(testServices().rabbitmqUrl)
  const channel = await connection.createChannel()
  for (const name of declared) {
    await channel.deleteQueue(name)
    await channel.deleteQueue(deadLettersOf(name))
  }
  await connection.close()
})

messageQueueContract('RabbitMQ', open)

test('what is no JSON goes to the dead letters without a handler seeing it', async () => {
  await using queue = await open()
  await queue.declare({ name: 'no-json', kind: 'work', maxAttempts: 3 })
  const handler = vi.fn(async () => undefined)
  await queue.consume('no-json', { prefetch: 1 }, handler)
  const connection = await connect(testServices().rabbitmqUrl)
  const channel = await connection.createConfirmChannel()
  channel.sendToQueue(`${namePrefix}no-json`, Buffer.from('{"half":'))
  await channel.waitForConfirms()
  await connection.close()

  await vi.waitFor(async () => expect(await queue.takeDeadLetters('no-json', 1)).toEqual(['{"half":']), 10_000)
  expect(handler).not.toHaveBeenCalled()
})

test('two processes share a queue', async () => {
  await using publishing = await open()
  await using consuming = await open()
  const spec = { name: 'shared', kind: 'work', maxAttempts: 3 } as const
  await Promise.all([publishing.declare(spec), consuming.declare(spec)])
  const seen: unknown[] = []
  await consuming.consume('shared', { prefetch: 1 }, async ({ body }) => void seen.push(body))
  await publishing.publish('shared', 'hello')
  await vi.waitFor(() => expect(seen).toEqual(['hello']), 10_000)
})

test('another kind of queue of the same name on the broker is an error', async () => {
  await using one = await open()
  await using other = await open()
  await one.declare({ name: 'clash', kind: 'work', maxAttempts: 3 })
  await expect(other.declare({ name: 'clash', kind: 'partition', maxAttempts: 3 })).rejects.toThrow(/PRECONDITION/)
})

test('a broker that is not there is reported in time, and refused credentials at once', async () => {
  const away = createRabbitMqQueue({ url: 'amqp://127.0.0.1:1', log, connectTimeoutMs: 300 })
  await expect(away).rejects.toThrow(QueueUnavailableError)
  const url = new URL(testServices().rabbitmqUrl)
  url.password = 'wrong'
  await expect(createRabbitMqQueue({ url: url.href, log })).rejects.toThrow('RabbitMQ refuses these credentials')
})
