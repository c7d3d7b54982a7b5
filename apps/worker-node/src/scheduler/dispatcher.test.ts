import { createLogger } from '@mointering/backend-common/log/logger'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { type MessageQueue, QueueUnavailableError } from '@mointering/backend-common/queue/message-queue'
import { Registry } from 'prom-client'
import { expect, test, vi } from 'vitest'
import { sampleMonitor, T0 } from '../testing/sample-monitor.js'
import { intoBatches } from './batches.js'
import { createDispatcher } from './dispatcher.js'
import { createSchedulerEvents } from './events.js'

const slot = { monitor: sampleMonitor(), shard: 7, slotMs: T0, intervalMs: 60_000 }
const batchesAt = (nowMs: number) => intoBatches([slot], { defaultRegions: ['local'], batchSize: 10, nowMs })

function setUp(publish: (queue: MessageQueue) => MessageQueue['publish'], now: () => number = () => T0) {
  const registry = new Registry()
  const inner = createInProcessQueue()
  const queue: MessageQueue = Object.assign(Object.create(inner), { publish: publish(inner) })
  const events = createSchedulerEvents(createLogger({ name: 'test', level: 'silent' }), registry)
  const fate = async (name: string) => {
    const metric = await registry.getSingleMetric('mointering_slots_dispatched_total')?.get()
    return metric?.values.find(({ labels }) => labels.fate === name)?.value ?? 0
  }
  return { dispatcher: createDispatcher({ queue, events, now }), inner, fate }
}

test('a batch is published again until the broker confirms it', async () => {
  let failures = 2
  const { dispatcher, inner, fate } = setUp((queue) => async (...args) => {
    if (failures-- > 0) throw new QueueUnavailableError('away')
    return queue.publish(...args)
  })
  await dispatcher.dispatch(batchesAt(T0))
  expect(dispatcher.earliestUnconfirmed(7)).toBe(T0)
  await dispatcher.settled(7)
  expect(await inner.depth('checks.local')).toBe(1)
  expect(await fate('published')).toBe(1)
  expect(dispatcher.earliestUnconfirmed(7)).toBe(Number.POSITIVE_INFINITY)
})

test('a batch that nobody needs any more is given up and counted', async () => {
  let nowMs = T0
  const { dispatcher, fate } = setUp(
    () => async () => {
      nowMs += 61_000
      throw new QueueUnavailableError('away')
    },
    () => nowMs,
  )
  await dispatcher.dispatch(batchesAt(T0))
  await dispatcher.allSettled()
  expect(await fate('given_up')).toBe(1)
})

test('a broker that does not confirm holds the scheduler back', async () => {
  const { dispatcher } = setUp(() => () => new Promise(() => undefined))
  const many = Array.from({ length: 65 }, () => batchesAt(T0)).flat()
  const done = vi.fn()
  void dispatcher.dispatch(many).then(done)
  await vi.waitFor(() => expect(dispatcher.earliestUnconfirmed(7)).toBe(T0))
  await new Promise((resolve) => setImmediate(resolve))
  expect(done).not.toHaveBeenCalled()
})
