import { expect, test, vi } from 'vitest'
import { createInProcessQueue } from './in-process-queue.js'
import { messageQueueContract } from './message-queue.contract.js'
import { QueueUnavailableError } from './message-queue.js'

messageQueueContract('in-process', async () => createInProcessQueue({ retryDelay: () => 5 }))

const spec = { name: 'full', kind: 'work', maxAttempts: 1 } as const

test('a publisher waits while the queue is full, and goes on in order', async () => {
  await using queue = createInProcessQueue({ maxWaiting: 2 })
  await queue.declare(spec)
  const published: number[] = []
  const all = [0, 1, 2, 3].map((number) => queue.publish('full', number).then(() => published.push(number)))
  await vi.waitFor(() => expect(published).toEqual([0, 1]))
  expect(await queue.depth('full')).toBe(2)

  const seen: unknown[] = []
  await queue.consume('full', { prefetch: 1 }, async ({ body }) => void seen.push(body))
  await Promise.all(all)
  await vi.waitFor(() => expect(seen).toEqual([0, 1, 2, 3]))
})

test('a publisher that finds no room in time is refused', async () => {
  await using queue = createInProcessQueue({ maxWaiting: 1, publishTimeoutMs: 20 })
  await queue.declare(spec)
  await queue.publish('full', 'fits')
  await expect(queue.publish('full', 'does not')).rejects.toThrow(QueueUnavailableError)
  expect(await queue.depth('full')).toBe(1)
})

test('expired messages make room', async () => {
  await using queue = createInProcessQueue({ maxWaiting: 1 })
  await queue.declare({ ...spec, ttlMs: 10 })
  for (const number of [1, 2, 3]) await queue.publish('full', number)
  await vi.waitFor(async () => expect(await queue.depth('full')).toBe(0))
})
