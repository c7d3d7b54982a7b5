import { type PrivateRabbitMq, startPrivateRabbitMq } from '@mointering/test-kit/services/private-rabbitmq'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createLogger } from '../log/logger.js'
import { QueueUnavailableError } from './message-queue.js'
import { createRabbitMqQueue } from './rabbitmq-queue.js'

const log = createLogger({ name: 'test', level: 'silent' })
const wait = { timeout: 60_000, interval: 20 }

let broker: PrivateRabbitMq
beforeAll(async () => {
  broker = await startPrivateRabbitMq()
}, 90_000)
afterAll(() => broker[Symbol.asyncDispose]())

const open = (timeoutMs: number) => createRabbitMqQueue({ url: broker.url, log, timeoutMs, retryDelay: () => 5 })

test('when the broker crashes in the middle of traffic, publishers wait, consumers resume, and nothing confirmed is lost', async () => {
  await using queue = await open(60_000)
  await queue.declare({ name: 'work', kind: 'work', maxAttempts: 10 })
  await queue.declare({ name: 'ordered', kind: 'partition', maxAttempts: 10 })
  await queue.declare({ name: 'answers', kind: 'reply', maxAttempts: 1 })
  const worked = new Set<unknown>()
  const ordered: number[] = []
  const answers: unknown[] = []
  await queue.consume('work', { prefetch: 20 }, async ({ body }) => void worked.add(body))
  await queue.consume('ordered', { prefetch: 20 }, async ({ body }) => void ordered.push(Number(body)))
  await queue.consume('answers', { prefetch: 20 }, async ({ body }) => void answers.push(body))

  let published = 0
  let stop = false
  const traffic = (async () => {
    while (!stop) {
      await Promise.all([queue.publish('work', published), queue.publish('ordered', published)])
      published += 1
    }
  })()
  await vi.waitFor(() => expect(published).toBeGreaterThan(50), wait)
  await broker.kill()
  await vi.waitFor(() => expect(queue.connected).toBe(false), wait)
  const before = published
  await broker.start()
  await vi.waitFor(() => expect(published).toBeGreaterThan(before + 50), wait)
  stop = true
  await traffic

  await vi.waitFor(() => expect(worked.size).toBe(published), wait)
  // At least once: a number may come again, but never is one skipped.
  await vi.waitFor(() => expect(ordered.at(-1)).toBe(published - 1), wait)
  const firsts = [...new Set(ordered)]
  expect(firsts).toEqual(firsts.map((_, index) => index))
  await queue.publish('answers', 'still here')
  await vi.waitFor(() => expect(answers).toEqual(['still here']), wait)
  expect(queue.connected).toBe(true)
}, 120_000)

test('a consumer that loses its connection is told, and the message comes again when its handler has settled', async () => {
  await using queue = await open(60_000)
  await queue.declare({ name: 'in-hand', kind: 'partition', maxAttempts: 3 })
  const log: string[] = []
  await queue.consume('in-hand', { prefetch: 1 }, async ({ attempt, signal }) => {
    log.push(`start ${attempt}`)
    if (attempt === 1) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    log.push(`end ${attempt}`)
  })
  await queue.publish('in-hand', 'work')
  await vi.waitFor(() => expect(log).toEqual(['start 1']), wait)
  await broker.control('close_all_connections', 'test')
  await vi.waitFor(() => expect(log).toEqual(['start 1', 'end 1', 'start 2', 'end 2']), wait)
}, 60_000)

test('an alarm of the broker is surfaced: publishes are refused in time, consumers go on, and it heals', async () => {
  await using queue = await open(1000)
  await queue.declare({ name: 'alarm', kind: 'work', maxAttempts: 3 })
  for (const number of [1, 2, 3]) await queue.publish('alarm', number)

  await broker.control('set_vm_memory_high_watermark', '0.00001')
  await expect(queue.publish('alarm', 'too much')).rejects.toThrow(QueueUnavailableError)
  await vi.waitFor(() => expect(queue.connected).toBe(false), wait)
  const seen: unknown[] = []
  await queue.consume('alarm', { prefetch: 1 }, async ({ body }) => void seen.push(body))
  await vi.waitFor(() => expect(seen).toEqual([1, 2, 3]), wait)

  await broker.control('set_vm_memory_high_watermark', '0.4')
  await vi.waitFor(() => expect(queue.connected).toBe(true), wait)
  await queue.publish('alarm', 'again')
  await vi.waitFor(() => expect(seen).toContain('again'), wait)
}, 60_000)

test('while the broker is away, every call is refused when its time is over, and closing is quick', async () => {
  const queue = await open(300)
  await queue.declare({ name: 'away', kind: 'work', maxAttempts: 3 })
  const consumer = await queue.consume('away', { prefetch: 1 }, async () => undefined)
  await broker.stop()
  await vi.waitFor(() => expect(queue.connected).toBe(false), wait)
  await expect(queue.publish('away', 1)).rejects.toThrow(QueueUnavailableError)
  await expect(queue.depth('away')).rejects.toThrow(QueueUnavailableError)
  await expect(queue.declare({ name: 'other', kind: 'work', maxAttempts: 3 })).rejects.toThrow(QueueUnavailableError)

  const closingSince = Date.now()
  await consumer[Symbol.asyncDispose]()
  await queue[Symbol.asyncDispose]()
  expect(Date.now() - closingSince).toBeLessThan(3000)
}, 60_000)

test('a start waits for a broker that comes up late', async () => {
  await broker.stop()
  const opening = createRabbitMqQueue({ url: broker.url, log, connectTimeoutMs: 60_000 })
  await broker.start()
  await using queue = await opening
  expect(queue.connected).toBe(true)
}, 90_000)
