import type { CheckResult, CheckTask } from '@mointering/api-contract/pipeline/messages'
import { checksNowQueueSpec, checksQueueSpec, resultsQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { type MessageQueue, QueueUnavailableError } from '@mointering/backend-common/queue/message-queue'
import { Registry } from 'prom-client'
import { expect, test, vi } from 'vitest'
import type { CheckRunner } from '../prober/run-check.js'
import { sampleResult, sampleTask } from '../testing/sample-result.js'
import { workerConfig } from '../worker-config.js'
import { startProber } from './start-prober.js'

const log = createLogger({ name: 'test', level: 'silent' })
const resultOf = (task: CheckTask, changes: Partial<CheckResult> = {}) =>
  sampleResult({ monitorKey: task.monitorKey, slot: task.slot, attempt: task.attempt, ...changes })
const checks = checksQueueSpec('local')
const checksNow = checksNowQueueSpec('local')

/** A running prober, and the results that come out of partition 7. */
async function setUp(runCheck: CheckRunner, options: { queue?: MessageQueue; env?: Record<string, string> } = {}) {
  const queue = options.queue ?? createInProcessQueue()
  const results: unknown[] = []
  await queue.declare(resultsQueueSpec(7))
  const consumer = await queue.consume('results.7', { prefetch: 10 }, async ({ body }) => void results.push(body))
  const config = workerConfig.parse({ PROBE_DRAIN_MS: '200', ...options.env })
  const prober = await startProber({ config, queue, runCheck, log, registry: new Registry() })
  return {
    queue,
    results,
    prober,
    async [Symbol.asyncDispose]() {
      await prober[Symbol.asyncDispose]()
      await consumer[Symbol.asyncDispose]()
      await queue[Symbol.asyncDispose]()
    },
  }
}

test('the results of a batch are sent together, and the batch is done', async () => {
  await using pipeline = await setUp(async (task) => resultOf(task))
  const tasks = [sampleTask(), sampleTask({ monitorKey: 15 })]
  await pipeline.queue.publish(checks.name, { region: 'local', tasks })
  await vi.waitFor(() =>
    expect(pipeline.results).toEqual([{ type: 'results', results: tasks.map((task) => resultOf(task)) }]),
  )
  expect(await pipeline.queue.depth(checks.name)).toBe(0)
})

test('a check whose time is over is dropped', async () => {
  const runCheck = vi.fn<CheckRunner>(async (task) => resultOf(task))
  await using pipeline = await setUp(runCheck)
  const tasks = [sampleTask({ notAfter: 1 }), sampleTask({ monitorKey: 15 })]
  await pipeline.queue.publish(checks.name, { region: 'local', tasks })
  await vi.waitFor(() => expect(pipeline.results).toHaveLength(1))
  expect(runCheck).toHaveBeenCalledTimes(1)
})

test('one slow check holds up neither other batches nor what a person waits for', async () => {
  await using pipeline = await setUp((task, _region, cut) =>
    task.monitorKey === 23 ? never(cut, task) : Promise.resolve(resultOf(task)),
  )
  await pipeline.queue.publish(checks.name, { region: 'local', tasks: [sampleTask({ monitorKey: 23 })] })
  await pipeline.queue.publish(checks.name, { region: 'local', tasks: [sampleTask()] })
  await pipeline.queue.publish(checksNow.name, { region: 'local', tasks: [sampleTask({ monitorKey: 15 })] })
  await vi.waitFor(() => expect(pipeline.results).toHaveLength(2))
})

test('who asked gets the answer, and an ad-hoc check is not stored', async () => {
  await using pipeline = await setUp(async (task) => resultOf(task))
  const replies: unknown[] = []
  await pipeline.queue.declare({ name: 'reply.test', kind: 'reply', maxAttempts: 1 })
  await using _replies = await pipeline.queue.consume(
    'reply.test',
    { prefetch: 1 },
    async ({ body }) => void replies.push(body),
  )
  const task = sampleTask({ monitorKey: null })
  await pipeline.queue.publish(checksNow.name, {
    region: 'local',
    tasks: [task],
    reply: { queue: 'reply.test', requestId: 'r1' },
  })
  await vi.waitFor(() => expect(replies).toEqual([{ requestId: 'r1', results: [resultOf(task)] }]))
  expect(pipeline.results).toEqual([])
})

test('a shutdown publishes no verdict on a check that it cut, and gives the batch to another prober', async () => {
  const queue = createInProcessQueue()
  const first = await setUp((task, _region, cut) => never(cut, task), { queue })
  await queue.publish(checks.name, { region: 'local', tasks: [sampleTask()] })
  await vi.waitFor(async () => expect(await queue.depth(checks.name)).toBe(0))
  await first.prober[Symbol.asyncDispose]()
  expect(first.results).toEqual([])

  await using second = await startProber({
    config: workerConfig.parse({}),
    queue,
    runCheck: async (task) => resultOf(task),
    log,
    registry: new Registry(),
  })
  await vi.waitFor(() => expect(first.results).toHaveLength(1))
  expect(second.notReady()).toEqual([])
  expect(await queue.deadLetterCount(checks.name)).toBe(0)
})

test('a shutdown lets a check finish that is nearly done', async () => {
  let finish: () => void = () => undefined
  const running = new Promise<void>((resolve) => {
    finish = resolve
  })
  const started = vi.fn()
  const pipeline = await setUp(
    async (task) => {
      started()
      await running
      return resultOf(task)
    },
    { env: { PROBE_DRAIN_MS: '5000' } },
  )
  await pipeline.queue.publish(checks.name, { region: 'local', tasks: [sampleTask()] })
  await vi.waitFor(() => expect(started).toHaveBeenCalled())
  const stopped = pipeline.prober[Symbol.asyncDispose]()
  finish()
  await stopped
  await vi.waitFor(() => expect(pipeline.results).toHaveLength(1))
  await pipeline[Symbol.asyncDispose]()
})

test('a timeout during which the prober itself stood still is unknown, not down', async () => {
  await using pipeline = await setUp(async (task) => {
    const untilMs = performance.now() + 300
    while (performance.now() < untilMs) Math.sqrt(untilMs)
    return resultOf(task, { verdict: 'down', errorCode: 'answer_timeout' })
  })
  await pipeline.queue.publish(checks.name, { region: 'local', tasks: [sampleTask()] })
  const unknown = expect.objectContaining({ verdict: 'unknown', errorCode: 'prober_overloaded' })
  await vi.waitFor(() => expect(pipeline.results).toEqual([{ type: 'results', results: [unknown] }]))
})

test('results are kept and sent again while the broker is away', async () => {
  const inner = createInProcessQueue()
  let failures = 2
  const queue: MessageQueue = Object.assign(Object.create(inner), {
    publish: async (...args: Parameters<MessageQueue['publish']>) => {
      if (args[0].startsWith('results.') && failures-- > 0) throw new QueueUnavailableError('away')
      return inner.publish(...args)
    },
  })
  await using pipeline = await setUp(async (task) => resultOf(task), { queue })
  await inner.publish(checks.name, { region: 'local', tasks: [sampleTask()] })
  await vi.waitFor(() => expect(pipeline.results).toHaveLength(1), { timeout: 5000 })
})

test('a batch that has not the agreed shape goes to the dead letters, and the next one is run', async () => {
  await using pipeline = await setUp(async (task) => resultOf(task))
  await pipeline.queue.publish(checks.name, { region: 'local', tasks: 'none' })
  await pipeline.queue.publish(checks.name, { region: 'local', tasks: [sampleTask()] })
  await vi.waitFor(() => expect(pipeline.results).toHaveLength(1))
  await vi.waitFor(async () => expect(await pipeline.queue.deadLetterCount(checks.name)).toBe(1))
})

/** A check that ends only when the shutdown cuts it. */
const never = (cut: AbortSignal, task: CheckTask): Promise<CheckResult> =>
  new Promise((resolve) => {
    cut.addEventListener('abort', () => resolve(resultOf(task, { verdict: 'unknown', errorCode: 'prober_shutdown' })))
  })
