import type { ResultsMessage } from '@mointering/api-contract/pipeline/messages'
import { resultsQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { manualAttempt, partitionOf } from '@mointering/api-contract/pipeline/topology'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import { readMonitorsByKey } from '@mointering/db/pipeline/monitor-feed'
import { slotInProgress } from '@mointering/monitoring-core/schedule'

/** Asks the ingester to judge a heartbeat now. Returns at once: the call is recorded, and when the queue is away the next slot judges it. */
export type RequestJudgement = (monitorKey: number, atMs: number) => void

export type JudgementRequests = AsyncDisposable & { request: RequestJudgement }

/** Disposing waits for the requests in hand. */
export function createJudgementRequests(deps: {
  database: Database
  queue: MessageQueue
  log: Logger
}): JudgementRequests {
  const { database, queue, log } = deps
  const inHand = new Set<Promise<void>>()

  async function send(monitorKey: number, atMs: number): Promise<void> {
    const { monitors } = await readMonitorsByKey(database.pool, [monitorKey])
    const monitor = monitors[0]
    const slot = monitor && slotInProgress(monitor.id, monitor.revisions, atMs)
    if (slot === undefined || slot === null) return // paused: recorded, and nothing to judge
    const message: ResultsMessage = {
      type: 'heartbeat',
      due: [{ monitorKey, slot, attempt: manualAttempt(slot, atMs) }],
    }
    const spec = resultsQueueSpec(partitionOf(monitorKey))
    await queue.declare(spec)
    await queue.publish(spec.name, message)
  }

  return {
    request(monitorKey, atMs) {
      const sending = send(monitorKey, atMs)
        .catch((error: unknown) =>
          log.warn({ err: error, monitorKey }, 'a heartbeat waits for its next slot to be judged'),
        )
        .finally(() => inHand.delete(sending))
      inHand.add(sending)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(inHand)
    },
  }
}
