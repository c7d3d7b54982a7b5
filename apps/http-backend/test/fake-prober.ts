import {
  type CheckResult,
  type CheckTask,
  checkBatch,
  type ReplyMessage,
} from '@mointering/api-contract/pipeline/messages'
import { checksNowQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'

export type FakeProber = AsyncDisposable & { tasks: CheckTask[] }

/** Answers the checks of a region that wait for an answer as a prober does, without looking at any target. */
export async function startFakeProber(
  queue: MessageQueue,
  region: string,
  verdict: CheckResult['verdict'] = 'up',
): Promise<FakeProber> {
  const spec = checksNowQueueSpec(region)
  await queue.declare(spec)
  const tasks: CheckTask[] = []
  const consumer = await queue.consume(spec.name, { prefetch: 10 }, async ({ body }) => {
    const batch = checkBatch.parse(body)
    tasks.push(...batch.tasks)
    if (!batch.reply) return
    const results = batch.tasks.map((task) => resultOf(task, region, verdict))
    const message: ReplyMessage = { requestId: batch.reply.requestId, results }
    await queue.publish(batch.reply.queue, message)
  })
  return { tasks, [Symbol.asyncDispose]: () => consumer[Symbol.asyncDispose]() }
}

function resultOf(task: CheckTask, region: string, verdict: CheckResult['verdict']): CheckResult {
  const { monitorKey, slot, attempt } = task
  const phases = { dnsMs: 1, connectMs: 2, tlsMs: null, ttfbMs: 3, transferMs: 1 }
  const failed = verdict === 'down'
  return {
    monitorKey,
    slot,
    region,
    attempt,
    verdict,
    startedAt: slot + 5,
    totalMs: 7,
    phases,
    httpStatus: failed ? 503 : 200,
    errorCode: failed ? 'http_status' : null,
    message: failed ? 'The server answered 503' : null,
    certificate: null,
    evidence: null,
  }
}
