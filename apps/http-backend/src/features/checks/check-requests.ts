import { randomUUID } from 'node:crypto'
import {
  type CheckBatch,
  type CheckResult,
  type CheckTask,
  replyMessage,
} from '@mointering/api-contract/pipeline/messages'
import { checksNowQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { aborted } from '@mointering/backend-common/lifecycle/shutdown-signal'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Delivery, MessageQueue } from '@mointering/backend-common/queue/message-queue'

/** What a check may take beside its own timeout: the ways through the queue, and a prober that is busy. */
const SPARE_MS = 5_000

export type CheckRequests = AsyncDisposable & {
  /**
   * Runs the task in each region and answers with what came back in time: its timeout and a few seconds. Rejects with probe_timeout
   * when nothing did, and with unavailable when the queue is away.
   */
  run(task: Omit<CheckTask, 'notAfter'>, regions: readonly string[]): Promise<CheckResult[]>
}

type Waiting = { results: CheckResult[]; wanted: number; complete(): void; completed: Promise<void> }

/** Checks that a person waits for. One reply queue for this process; replies find their request by its id. */
export async function createCheckRequests(deps: {
  queue: MessageQueue
  log: Logger
  now: () => number
  spareMs?: number
}): Promise<CheckRequests> {
  const { queue, log, now, spareMs = SPARE_MS } = deps
  const waiting = new Map<string, Waiting>()
  const replyQueue = `replies.api.${randomUUID()}`
  await queue.declare({ name: replyQueue, kind: 'reply', maxAttempts: 1 })

  async function receive({ body }: Delivery): Promise<void> {
    const parsed = replyMessage.safeParse(body)
    if (!parsed.success) {
      log.warn({ issues: parsed.error.issues.length }, 'a reply of an unknown shape was dropped')
      return
    }
    const request = waiting.get(parsed.data.requestId)
    if (!request) return // answered too late: the person was told so
    request.results.push(...parsed.data.results)
    if (request.results.length >= request.wanted) request.complete()
  }
  const consumer = await queue.consume(replyQueue, { prefetch: 50 }, receive)

  async function send(requestId: string, region: string, task: CheckTask, ttlMs: number): Promise<void> {
    const spec = checksNowQueueSpec(region)
    const batch: CheckBatch = { region, tasks: [task], reply: { queue: replyQueue, requestId } }
    await queue.declare(spec)
    await queue.publish(spec.name, batch, { ttlMs })
  }

  return {
    async run(task, regions) {
      const requestId = randomUUID()
      const waitMs = task.timeoutMs + spareMs
      const request = createWaiting(regions.length, waitMs)
      waiting.set(requestId, request)
      try {
        // A prober that gets to it later than this would answer nobody.
        const whole = { ...task, notAfter: now() + spareMs }
        await Promise.all(regions.map((region) => send(requestId, region, whole, spareMs)))
        await request.completed
      } finally {
        waiting.delete(requestId)
        request.complete()
      }
      if (request.results.length > 0) return request.results
      throw new AppError(
        'probe_timeout',
        `No prober answered within ${Math.round(waitMs / 1000)} s. Is one running in ${regions.join(', ')}?`,
      )
    },
    async [Symbol.asyncDispose]() {
      for (const request of waiting.values()) request.complete()
      await consumer[Symbol.asyncDispose]()
    },
  }
}

/** Done when it is completed, or after `waitMs`. */
function createWaiting(wanted: number, waitMs: number): Waiting {
  const done = new AbortController()
  const timer = setTimeout(() => done.abort(), waitMs)
  done.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  return { results: [], wanted, complete: () => done.abort(), completed: aborted(done.signal) }
}
