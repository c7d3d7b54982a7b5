import {
  type CheckResult,
  type CheckTask,
  checkBatch,
  type ReplyMessage,
} from '@mointering/api-contract/pipeline/messages'
import { aborted } from '@mointering/backend-common/lifecycle/shutdown-signal'
import type { Handler, MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { parseMessage } from '../parse-message.js'
import type { CheckRunner } from '../prober/run-check.js'
import { blameStalls } from './blame-stalls.js'
import type { ProberEvents } from './events.js'
import type { Lane } from './lane.js'
import type { ResultSender } from './result-sender.js'
import type { StallWatch } from './stall-watch.js'

export type BatchRunnerDeps = {
  queue: MessageQueue
  runCheck: CheckRunner
  lane: Lane
  sender: ResultSender
  stalls: StallWatch
  events: ProberEvents
  /** No check begins any more. */
  stopping: () => boolean
  /** Checks in flight are cut short. */
  cut: AbortSignal
  /** Results do not wait to be sent together. */
  urgent: boolean
  now: () => number
}

/** Rejected with this, a batch goes back to the queue for another prober. */
export class ChecksLeftError extends Error {
  override name = 'ChecksLeftError'
}

type Outcome = { result: CheckResult; sent: Promise<void> | null } | 'expired' | 'left'

/**
 * Handles one check batch: resolves, and so acks it, when every check was run or has expired and the broker holds all results. A batch that was cut
 * by the shutdown is rejected after the results it has were sent: whoever takes it repeats those, and the key of a result makes that harmless.
 */
export function createBatchRunner(deps: BatchRunnerDeps): Handler {
  const { queue, lane, events } = deps
  const closing = createClosingWait()
  return async ({ body, signal }) => {
    const batch = parseMessage(checkBatch, body)
    const outcomes = await Promise.all(batch.tasks.map((task) => lane.run(() => runTask(deps, task, batch.region))))
    const finished = outcomes.flatMap((outcome) => (typeof outcome === 'string' ? [] : [outcome]))
    await Promise.all(new Set(finished.map(({ sent }) => sent)))

    const left = outcomes.filter((outcome) => outcome === 'left').length
    if (left > 0) {
      events.batchLeft(left)
      await closing(signal) // given back while we still take batches, it would come straight back to us
      throw new ChecksLeftError(`${left} checks are left to another prober`)
    }
    if (batch.reply) {
      const message: ReplyMessage = { requestId: batch.reply.requestId, results: finished.map(({ result }) => result) }
      // Who asked may be gone, and its queue with it; the results are stored all the same.
      await queue.publish(batch.reply.queue, message).catch(events.replyFailed)
    }
  }
}

/** One listener for all batches of a consumer, not one each. */
function createClosingWait(): (signal: AbortSignal) => Promise<void> {
  const closings = new WeakMap<AbortSignal, Promise<void>>()
  return (signal) => {
    const closing = closings.get(signal) ?? aborted(signal)
    closings.set(signal, closing)
    return closing
  }
}

async function runTask(deps: BatchRunnerDeps, task: CheckTask, region: string): Promise<Outcome> {
  const { runCheck, sender, stalls, events, stopping, cut, urgent, now } = deps
  if (stopping()) return 'left'
  const lateMs = now() - task.notAfter
  if (lateMs > 0) {
    events.checkExpired(lateMs)
    return 'expired'
  }
  events.checkStarted(now() - task.slot)
  const startedMs = performance.now()
  const raw = await runCheck(task, region, cut)
  const result = blameStalls(raw, task, stalls.stalledMs(startedMs))
  const cutShort = cut.aborted && result.errorCode === 'prober_shutdown'
  events.checkEnded(task.settings.kind, cutShort ? null : result, performance.now() - startedMs)
  if (cutShort) return 'left'
  return { result, sent: task.monitorKey === null ? null : sender.add(task.monitorKey, result, urgent) }
}
