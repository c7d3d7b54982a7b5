import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type Delivery,
  InvalidMessageError,
  type MessageQueue,
  type QueueSpec,
  QueueUnavailableError,
  UnknownQueueError,
} from './message-queue.js'

const wait = { timeout: 10_000, interval: 10 }

/** A promise to be resolved from outside. */
function latch() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

/** What every message queue promises. `open` gives an adapter on the same broker each time, with short pauses between retries. */
export function messageQueueContract(name: string, open: () => Promise<MessageQueue>): void {
  describe(`message queue: ${name}`, () => {
    let queue: MessageQueue
    let spec: QueueSpec

    const declare = async (changes: Partial<QueueSpec> = {}) => {
      spec = { name: `test.${randomBytes(6).toString('hex')}`, kind: 'work', maxAttempts: 3, ...changes }
      await queue.declare(spec)
      return spec.name
    }

    beforeEach(async () => {
      queue = await open()
    })
    afterEach(() => queue[Symbol.asyncDispose]())

    test('a message arrives as JSON, on attempt 1', async () => {
      const to = await declare()
      const seen: Delivery[] = []
      await queue.publish(to, { text: 'grüß dich', list: [1, null], when: new Date(0), gone: undefined })
      await queue.consume(to, { prefetch: 10 }, async (delivery) => void seen.push(delivery))

      await vi.waitFor(() => expect(seen).toHaveLength(1), wait)
      expect(seen[0]?.attempt).toBe(1)
      expect(seen[0]?.body).toStrictEqual({ text: 'grüß dich', list: [1, null], when: '1970-01-01T00:00:00.000Z' })
    })

    test('a published message waits until somebody consumes', async () => {
      const to = await declare()
      await queue.publish(to, 1)
      await queue.publish(to, 2)
      await vi.waitFor(async () => expect(await queue.depth(to)).toBe(2), wait)
    })

    test('many publishes at once all arrive, each once', async () => {
      const to = await declare()
      const seen: unknown[] = []
      await queue.consume(to, { prefetch: 50 }, async ({ body }) => void seen.push(body))
      const numbers = Array.from({ length: 2000 }, (_, index) => index)
      await Promise.all(numbers.map((number) => queue.publish(to, number)))

      await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(2000), wait)
      expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(numbers)
    })

    test('publishing to a queue that does not exist is refused', async () => {
      await expect(queue.publish(`test.${randomBytes(6).toString('hex')}`, 1)).rejects.toThrow(UnknownQueueError)
      await expect(queue.depth(`test.${randomBytes(6).toString('hex')}`)).rejects.toThrow(UnknownQueueError)
    })

    test('declaring again is fine, with another spec it is an error', async () => {
      await declare()
      await queue.declare(spec)
      await expect(queue.declare({ ...spec, maxAttempts: 9 })).rejects.toThrow(/maxAttempts/)
    })

    test('a message stays in hand until its handler has resolved', async () => {
      const to = await declare()
      const { open: finish, opened } = latch()
      const started = vi.fn()
      const consumer = await queue.consume(to, { prefetch: 1 }, async () => {
        started()
        await opened
      })
      await queue.publish(to, 'first')
      await queue.publish(to, 'second')
      await vi.waitFor(() => expect(started).toHaveBeenCalledTimes(1), wait)
      await vi.waitFor(async () => expect(await queue.depth(to)).toBe(1), wait)

      finish()
      await vi.waitFor(() => expect(started).toHaveBeenCalledTimes(2), wait)
      await consumer[Symbol.asyncDispose]()
      expect(await queue.depth(to)).toBe(0)
    })

    for (const kind of ['work', 'partition', 'reply'] as const) {
      test(`a rejected ${kind} message is delivered again, and the attempts are counted`, async () => {
        const to = await declare({ kind, maxAttempts: 5 })
        const attempts: number[] = []
        await queue.consume(to, { prefetch: 5 }, async ({ attempt }) => {
          attempts.push(attempt)
          if (attempt < 3) throw new Error('not yet')
        })
        await queue.publish(to, 'stubborn')
        await vi.waitFor(() => expect(attempts).toEqual([1, 2, 3]), wait)
      })
    }

    for (const kind of ['work', 'partition'] as const) {
      test(`a poisonous ${kind} message goes to the dead letters after its last attempt, and blocks nobody`, async () => {
        const to = await declare({ kind, maxAttempts: 3 })
        const attempts: unknown[] = []
        const done: unknown[] = []
        await queue.consume(to, { prefetch: 1 }, async ({ body }) => {
          if (body === 'poison') {
            attempts.push(body)
            throw new Error('cannot digest')
          }
          done.push(body)
        })
        await queue.publish(to, 'poison')
        await queue.publish(to, 'food')

        await vi.waitFor(() => expect(done).toEqual(['food']), wait)
        await vi.waitFor(async () => expect(await queue.deadLetterCount(to)).toBe(1), wait)
        expect(attempts).toHaveLength(3)
        expect(await queue.takeDeadLetters(to, 10)).toEqual(['poison'])
        expect(await queue.deadLetterCount(to)).toBe(0)
        expect(await queue.depth(to)).toBe(0)
      })
    }

    test('an invalid message goes to the dead letters at once', async () => {
      const to = await declare()
      const handler = vi.fn(async () => {
        throw new InvalidMessageError('no such field')
      })
      await queue.consume(to, { prefetch: 1 }, handler)
      await queue.publish(to, 'first')
      await queue.publish(to, 'second')

      await vi.waitFor(async () => expect(await queue.deadLetterCount(to)).toBe(2), wait)
      expect(handler).toHaveBeenCalledTimes(2)
      expect(await queue.takeDeadLetters(to, 1)).toEqual(['first'])
      expect(await queue.takeDeadLetters(to, 1)).toEqual(['second'])
    })

    for (const kind of ['work', 'partition', 'reply'] as const) {
      test(`what outlives the time to live of a ${kind} queue vanishes`, async () => {
        const to = await declare({ kind, ttlMs: 100 })
        await queue.publish(to, 'stale')
        await vi.waitFor(async () => expect(await queue.depth(to)).toBe(0), wait)

        const seen: unknown[] = []
        await queue.consume(to, { prefetch: 1 }, async ({ body }) => void seen.push(body))
        await queue.publish(to, 'fresh')
        await vi.waitFor(() => expect(seen).toEqual(['fresh']), wait)
        if (kind !== 'reply') expect(await queue.deadLetterCount(to)).toBe(0)
      })
    }

    test('a message can have a shorter time to live than its queue', async () => {
      const to = await declare({ ttlMs: 60_000 })
      await queue.publish(to, 'short', { ttlMs: 50 })
      await queue.publish(to, 'long')
      await vi.waitFor(async () => expect(await queue.depth(to)).toBe(1), wait)

      const seen: unknown[] = []
      await queue.consume(to, { prefetch: 1 }, async ({ body }) => void seen.push(body))
      await vi.waitFor(() => expect(seen).toEqual(['long']), wait)
    })

    test('a consumer holds no more than its prefetch', async () => {
      const to = await declare()
      const { open: finish, opened } = latch()
      let inHand = 0
      let most = 0
      const seen: unknown[] = []
      await queue.consume(to, { prefetch: 3 }, async ({ body }) => {
        inHand += 1
        most = Math.max(most, inHand)
        await opened
        inHand -= 1
        seen.push(body)
      })
      await Promise.all(Array.from({ length: 20 }, (_, index) => queue.publish(to, index)))
      await vi.waitFor(() => expect(inHand).toBe(3), wait)
      await vi.waitFor(async () => expect(await queue.depth(to)).toBe(17), wait)
      finish()
      await vi.waitFor(() => expect(seen).toHaveLength(20), wait)
      expect(most).toBe(3)
    })

    test('consumers of a work queue share it', async () => {
      const to = await declare()
      const { open: finish, opened } = latch()
      const first = vi.fn(() => opened)
      const second = vi.fn(() => opened)
      await queue.consume(to, { prefetch: 2 }, first)
      await queue.consume(to, { prefetch: 2 }, second)
      await Promise.all([1, 2, 3, 4].map((number) => queue.publish(to, number)))
      await vi.waitFor(() => expect([first.mock.calls.length, second.mock.calls.length]).toEqual([2, 2]), wait)
      finish()
    })

    test('closing a consumer waits for the handlers in hand, and gives the rest back', async () => {
      const to = await declare()
      const { open: finish, opened } = latch()
      let signal: AbortSignal | undefined
      const seen: unknown[] = []
      const consumer = await queue.consume(to, { prefetch: 1 }, async (delivery) => {
        signal = delivery.signal
        await opened
        seen.push(delivery.body)
      })
      for (const number of [1, 2, 3]) await queue.publish(to, number)
      await vi.waitFor(() => expect(signal).toBeDefined(), wait)

      const closed = vi.fn()
      const closing = consumer[Symbol.asyncDispose]().then(closed)
      await vi.waitFor(() => expect(signal?.aborted).toBe(true), wait)
      expect(closed).not.toHaveBeenCalled()
      finish()
      await closing

      expect(seen).toEqual([1])
      await vi.waitFor(async () => expect(await queue.depth(to)).toBe(2), wait)
    })

    test('what a handler rejects because its consumer closes is delivered to the next, also on its last attempt', async () => {
      const to = await declare({ maxAttempts: 1 })
      const started = vi.fn()
      const consumer = await queue.consume(to, { prefetch: 1 }, async ({ signal }) => {
        started()
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('leaving'))))
      })
      await queue.publish(to, 'unfinished')
      await vi.waitFor(() => expect(started).toHaveBeenCalled(), wait)
      await consumer[Symbol.asyncDispose]()

      const seen: unknown[] = []
      await queue.consume(to, { prefetch: 1 }, async ({ body }) => void seen.push(body))
      await vi.waitFor(() => expect(seen).toEqual(['unfinished']), wait)
      expect(await queue.deadLetterCount(to)).toBe(0)
    })

    partitionContract(() => queue, declare)

    test('after closing, everything is refused', async () => {
      const to = await declare()
      await queue[Symbol.asyncDispose]()
      expect(queue.connected).toBe(false)
      await expect(queue.publish(to, 1)).rejects.toThrow(QueueUnavailableError)
      await expect(queue.depth(to)).rejects.toThrow(QueueUnavailableError)
    })
  })
}

function partitionContract(
  current: () => MessageQueue,
  declare: (changes: Partial<QueueSpec>) => Promise<string>,
): void {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

  test('handlers of a partition start in the order of publishing', async () => {
    const to = await declare({ kind: 'partition' })
    const started: unknown[] = []
    await current().consume(to, { prefetch: 20 }, async ({ body }) => void started.push(body))
    for (const number of numbers(200)) await current().publish(to, number)
    await vi.waitFor(() => expect(started).toEqual(numbers(200)), wait)
  })

  test('only one consumer of a partition receives; the next takes over in order, after the handlers in hand', async () => {
    const to = await declare({ kind: 'partition' })
    const { open: finish, opened } = latch()
    const log: string[] = []
    const first = await current().consume(to, { prefetch: 2 }, async ({ body }) => {
      log.push(`first starts ${body}`)
      await opened
      log.push(`first ends ${body}`)
    })
    await current().consume(to, { prefetch: 2 }, async ({ body }) => void log.push(`second ${body}`))
    for (const number of numbers(5)) await current().publish(to, number)
    await vi.waitFor(() => expect(log).toEqual(['first starts 0', 'first starts 1']), wait)

    const closing = first[Symbol.asyncDispose]()
    finish()
    await closing
    await vi.waitFor(() => expect(log).toHaveLength(7), wait)
    expect(log.slice(2)).toEqual(['first ends 0', 'first ends 1', 'second 2', 'second 3', 'second 4'])
  })

  test('with prefetch 1 nothing of a partition overtakes a failing message', async () => {
    const to = await declare({ kind: 'partition', maxAttempts: 5 })
    const seen: string[] = []
    await current().consume(to, { prefetch: 1 }, async ({ body, attempt }) => {
      seen.push(`${body}#${attempt}`)
      if (body === 1 && attempt < 3) throw new Error('not yet')
    })
    for (const number of numbers(4)) await current().publish(to, number)
    await vi.waitFor(() => expect(seen).toEqual(['0#1', '1#1', '1#2', '1#3', '2#1', '3#1']), wait)
  })

  test('what failed together in a partition starts again together, in order, before anything newer', async () => {
    const to = await declare({ kind: 'partition', maxAttempts: 5 })
    const seen: string[] = []
    const { open: fail, opened } = latch()
    await current().consume(to, { prefetch: 3 }, async ({ body, attempt }) => {
      seen.push(`${body}#${attempt}`)
      if (Number(body) < 3 && attempt === 1) {
        await opened
        throw new Error('the transaction failed')
      }
    })
    for (const number of numbers(6)) await current().publish(to, number)
    await vi.waitFor(() => expect(seen).toHaveLength(3), wait)
    fail()
    await vi.waitFor(() => expect(seen).toHaveLength(9), wait)
    expect(seen).toEqual(['0#1', '1#1', '2#1', '0#2', '1#2', '2#2', '3#1', '4#1', '5#1'])
  })
}
