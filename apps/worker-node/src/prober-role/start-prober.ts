import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import type { PresenceMessage } from '@mointering/api-contract/pipeline/messages'
import { checksNowQueueSpec, checksQueueSpec, presenceQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Consumer, MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Registry } from 'prom-client'
import type { CheckRunner } from '../prober/run-check.js'
import { startRounds } from '../rounds.js'
import { type RunningRole, startRole } from '../running-role.js'
import { VERSION } from '../version.js'
import type { WorkerConfig } from '../worker-config.js'
import { createBatchRunner } from './batch-runner.js'
import { createProberEvents } from './events.js'
import { createLane } from './lane.js'
import { createResultSender } from './result-sender.js'
import { watchStalls } from './stall-watch.js'

export type ProberOptions = {
  config: WorkerConfig
  queue: MessageQueue
  runCheck: CheckRunner
  log: Logger
  registry: Registry
  /** Epoch milliseconds; the system's clock when absent. */
  now?: () => number
}

const RESULTS_FLUSH_MS = 75
const PRESENCE_MS = 10_000
/** A batch is in hand until its slowest check is done, so there must be many in hand; what waits in them is dropped when it expires. */
const FEWEST_BATCHES_IN_HAND = 32
const FEWEST_URGENT_PLACES = 4

/**
 * Runs the checks of one region. Disposing takes no more, lets what runs finish for PROBE_DRAIN_MS, cuts the rest short without a verdict, and gives
 * unfinished batches back to the queue.
 */
export function startProber(options: ProberOptions): Promise<RunningRole> {
  const { config, queue, runCheck, log, registry, now = Date.now } = options
  const region = config.PROBE_REGION
  const events = createProberEvents(log, registry)
  const cut = new AbortController()
  setMaxListeners(0, cut.signal) // every message that waits for the broker listens; batches in hand bound them
  let stopping = false

  return startRole(async (scope) => {
    let drainLimit: NodeJS.Timeout | undefined
    scope.defer(() => clearTimeout(drainLimit))
    const stalls = watchStalls()
    scope.defer(() => stalls[Symbol.dispose]())
    const sender = await createResultSender({ queue, events, flushMs: RESULTS_FLUSH_MS, stop: cut.signal })
    const shared = { queue, runCheck, sender, stalls, events, stopping: () => stopping, cut: cut.signal, now }

    const urgentPlaces = Math.max(FEWEST_URGENT_PLACES, Math.ceil(config.PROBE_CONCURRENCY / 4))
    const lanes = [
      { spec: checksNowQueueSpec(region), places: urgentPlaces, inHand: urgentPlaces, urgent: true },
      {
        spec: checksQueueSpec(region),
        places: config.PROBE_CONCURRENCY,
        inHand: Math.max(FEWEST_BATCHES_IN_HAND, config.PROBE_CONCURRENCY),
        urgent: false,
      },
    ]
    const consumers: Consumer[] = []
    // All at once: a lane that went on taking batches while another one drains would only give them back.
    scope.defer(async () => void (await Promise.all(consumers.map((consumer) => consumer[Symbol.asyncDispose]()))))
    for (const { spec, places, inHand, urgent } of lanes) {
      await queue.declare(spec)
      const handler = createBatchRunner({ ...shared, lane: createLane(places), urgent })
      consumers.push(await queue.consume(spec.name, { prefetch: inHand }, handler))
    }

    await queue.declare(presenceQueueSpec)
    const proberId = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
    scope.add(
      startRounds({
        everyMs: PRESENCE_MS,
        async round() {
          const sign: PresenceMessage = { region, proberId, at: now(), version: VERSION }
          await queue.publish(presenceQueueSpec.name, sign)
        },
        onTrouble: events.presenceFailed,
      }),
    )
    scope.defer(() => {
      stopping = true
      drainLimit = setTimeout(() => cut.abort(), config.PROBE_DRAIN_MS)
    })
    events.started(region, config.PROBE_CONCURRENCY, config.PROBE_SECRETS_KEY.length > 0)
    return () => (queue.connected ? [] : ['prober: the queue is not reachable'])
  })
}
