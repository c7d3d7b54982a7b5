import { presenceMessage, type ResultsMessage, resultsMessage } from '@mointering/api-contract/pipeline/messages'
import { presenceQueueSpec, resultsQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { NOTICES_CHANNEL, RESULT_PARTITIONS } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Consumer, Handler, MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import { readBlindRegions } from '@mointering/db/incidents/region-blindness'
import { markRegionSeen } from '@mointering/db/pipeline/regions'
import type { Registry } from 'prom-client'
import { watchMonitorChanges } from '../monitor-changes.js'
import { parseMessage } from '../parse-message.js'
import { type RunningRole, startRole } from '../running-role.js'
import type { WorkerConfig } from '../worker-config.js'
import { createBatcher } from './batcher.js'
import { createRegionSights } from './blindness/region-sights.js'
import { createCommitter } from './committer.js'
import { createIngesterEvents, type IngesterEvents } from './events.js'
import { liveEventsOf, publishLive } from './live-events.js'
import { watchLivingRegions } from './living-regions.js'
import { createPatientHandler } from './patient-handler.js'
import { createProgress } from './progress.js'
import { createRecheckRequests } from './recheck-requests.js'

export type IngesterOptions = {
  config: WorkerConfig
  queue: MessageQueue
  cache: Cache
  database: Database
  log: Logger
  registry: Registry
  /** Epoch milliseconds; the system's clock when absent. */
  now?: () => number
}

/** Messages of one partition in hand at once. */
const PREFETCH = 100
/** How often slots that wait for other regions are looked at. */
const WAITING_MS = 500
/** How long a database that is away may hold up the shutdown; what is in hand goes back to the queue. */
const DRAIN_MS = 3000

/**
 * Consumes every partition of the results, as far as the broker gives them to this one, and commits them in batches over all of them. A message is acked after its
 * commit. Disposing commits what is in hand.
 */
export async function startIngester(options: IngesterOptions): Promise<RunningRole> {
  const { config, queue, cache, database, log, registry, now = Date.now } = options
  const events = createIngesterEvents(log, registry)
  const progress = createProgress({ now, connected: () => queue.connected })
  const committer = createCommitter({
    database,
    events,
    defaultRegions: config.DEFAULT_REGIONS,
    publicUrl: config.PUBLIC_URL,
    progress,
    sights: createRegionSights(await readBlindRegions(database.pool)),
    now,
  })
  const stop = new AbortController()
  const regions = watchLivingRegions({ database, now, onTrouble: (error) => events.troubled('regions', error) })
  const rechecks = createRecheckRequests({
    queue,
    defaultRegions: config.DEFAULT_REGIONS,
    livingRegions: regions.living,
    onAsked: events.rechecksAsked,
    onTrouble: (error) => events.troubled('rechecks', error),
    now,
  })

  const commit = async (messages: readonly ResultsMessage[]) => {
    const startedMs = performance.now()
    const committed = await committer.commit(messages)
    const rows = committed.rows.map(({ row }) => row)
    events.committed(
      rows,
      messages.reduce((sum, message) => sum + weightOf(message), 0),
      performance.now() - startedMs,
      now(),
    )
    for (const memory of committed.changed) events.statusChanged(memory)
    rechecks.follow(committed.doubtful)
    // Not awaited: a slow cache must hold up neither the ack nor the next batch.
    void publishLive(cache, liveEventsOf(committed), events.liveFailed)
    if (committed.incidents.queued) cache.publish(NOTICES_CHANNEL, '').catch(events.liveFailed)
  }

  const batcher = createBatcher<ResultsMessage | null>({
    size: config.INGEST_BATCH_SIZE,
    flushMs: config.INGEST_FLUSH_MS,
    handle: createPatientHandler({
      commit: (items) => commit(items.filter((item) => item !== null)),
      forget: committer.forget,
      events,
      stop: stop.signal,
    }),
  })

  return startRole(async (scope) => {
    scope.add(regions)
    scope.add(rechecks)
    let drainLimit: NodeJS.Timeout | undefined
    scope.defer(() => clearTimeout(drainLimit))
    const consumers: Consumer[] = []
    scope.defer(async () => void (await Promise.all(consumers.map((consumer) => consumer[Symbol.asyncDispose]()))))

    for (let partition = 0; partition < RESULT_PARTITIONS; partition++) {
      const spec = resultsQueueSpec(partition)
      await queue.declare(spec)
      consumers.push(await queue.consume(spec.name, { prefetch: PREFETCH }, resultsHandler(batcher.add, events)))
    }
    await queue.declare(presenceQueueSpec)
    consumers.push(await queue.consume(presenceQueueSpec.name, { prefetch: 10 }, presenceHandler(database, events)))

    // An empty item makes a batch of its own when nothing else comes: slots that wait are judged in it.
    const sweep = setInterval(() => {
      if (committer.hasWaiting()) batcher.add(null, 0).catch(events.commitFailed)
    }, WAITING_MS)
    scope.defer(() => clearInterval(sweep))
    scope.add(
      await watchMonitorChanges({
        database,
        cache,
        now,
        onTrouble: events.troubled,
        onUnreadable: events.monitorUnreadable,
        onChanged: (monitors) => committer.forget(monitors.map(({ key }) => key)),
      }),
    )
    scope.defer(() => {
      drainLimit = setTimeout(() => stop.abort(), DRAIN_MS)
      batcher.flush()
    })
    return () => [
      ...(queue.connected ? [] : ['ingester: the queue is not reachable']),
      ...(events.isDatabaseAway() ? ['ingester: the database is not reachable'] : []),
    ]
  })
}

const weightOf = (message: ResultsMessage): number =>
  message.type === 'results' ? message.results.length : message.due.length

function resultsHandler(
  add: (message: ResultsMessage, weight: number) => Promise<void>,
  events: IngesterEvents,
): Handler {
  return async ({ body }) => {
    const message = parseMessage(resultsMessage, body, events.messageInvalid)
    await add(message, weightOf(message))
  }
}

function presenceHandler(database: Database, events: IngesterEvents): Handler {
  return async ({ body }) => {
    const { region, at } = parseMessage(presenceMessage, body, events.messageInvalid)
    // The next sign of life comes in seconds: one that cannot be stored is not worth keeping.
    await markRegionSeen(database.pool, region, at).catch((error: unknown) => events.troubled('presence', error))
  }
}
