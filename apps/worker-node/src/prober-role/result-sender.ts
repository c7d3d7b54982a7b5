import { setTimeout as wait } from 'node:timers/promises'
import type { CheckResult, ResultsMessage } from '@mointering/api-contract/pipeline/messages'
import { resultsQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { partitionOf, RESULT_PARTITIONS } from '@mointering/api-contract/pipeline/topology'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { ProberEvents } from './events.js'

export type ResultSender = {
  /**
   * Puts a result into the next message of its partition. The promise is that message's: it resolves when the broker holds it, and rejects when it was given up.
   * `urgent` sends it without waiting for others.
   */
  add(monitorKey: number, result: CheckResult, urgent: boolean): Promise<void>
}

type Outgoing = { results: CheckResult[]; sent: Promise<void>; settle: (published: Promise<void>) => void }

const MOST_IN_A_MESSAGE = 500
const RETRY_MS = 500
/** A broker that is away for longer than this loses what was checked before: the slots stay uncovered. */
const PATIENCE_MS = 600_000

/**
 * Publishes results in small batches, by partition. While the broker is away it keeps trying: the check was run, and running it again later would be
 * another observation. `stop` ends that.
 */
export async function createResultSender(deps: {
  queue: MessageQueue
  events: ProberEvents
  flushMs: number
  stop: AbortSignal
}): Promise<ResultSender> {
  const { queue, events, flushMs, stop } = deps
  for (let partition = 0; partition < RESULT_PARTITIONS; partition++) await queue.declare(resultsQueueSpec(partition))
  const collecting = new Map<number, Outgoing>()
  let due = false

  const publish = async (partition: number, results: CheckResult[]) => {
    const message: ResultsMessage = { type: 'results', results }
    const untilMs = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        return await queue.publish(resultsQueueSpec(partition).name, message)
      } catch (error) {
        if (stop.aborted || performance.now() > untilMs) {
          events.resultsGivenUp(results.length, error)
          throw error
        }
        events.resultsDelayed(results.length, error)
        await wait(RETRY_MS, undefined, { signal: stop }).catch(() => undefined)
      }
    }
  }

  const flush = (partition: number) => {
    const outgoing = collecting.get(partition)
    if (!outgoing) return
    collecting.delete(partition)
    outgoing.settle(publish(partition, outgoing.results))
  }

  const flushAll = () => {
    due = false
    for (const partition of [...collecting.keys()]) flush(partition)
  }

  const outgoingOf = (partition: number): Outgoing => {
    const known = collecting.get(partition)
    if (known) return known
    let settle: Outgoing['settle'] = () => undefined
    const sent = new Promise<void>((resolve) => {
      settle = resolve
    })
    // Who added a result looks at this only when the rest of its batch is done: until then a failure must not count as unhandled.
    sent.catch(() => undefined)
    const fresh: Outgoing = { results: [], sent, settle }
    collecting.set(partition, fresh)
    return fresh
  }

  return {
    add(monitorKey, result, urgent) {
      const partition = partitionOf(monitorKey)
      const outgoing = outgoingOf(partition)
      outgoing.results.push(result)
      if (urgent || outgoing.results.length >= MOST_IN_A_MESSAGE) flush(partition)
      else if (!due) {
        due = true
        setTimeout(flushAll, flushMs)
      }
      return outgoing.sent
    },
  }
}
