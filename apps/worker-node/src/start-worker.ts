import {
  checksNowQueue,
  checksQueue,
  RESULT_PARTITIONS,
  resultsQueue,
} from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import { createScope } from '@mointering/backend-common/lifecycle/scope'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import type { Registry } from 'prom-client'
import { startIngester } from './ingester/start-ingester.js'
import { startJanitor } from './janitor/start-janitor.js'
import { startNotifierRole } from './notifier/notifier-role.js'
import { createAddressGuard } from './prober/address-guard.js'
import { createNameResolver } from './prober/name-resolver.js'
import { createOpenTask } from './prober/open-task.js'
import { reachReference } from './prober/reach-reference.js'
import { type CheckRunner, createCheckRunner } from './prober/run-check.js'
import { createSight, type Sight } from './prober/sight.js'
import { startProber } from './prober-role/start-prober.js'
import { watchQueues } from './queue-metrics.js'
import type { RunningRole } from './running-role.js'
import { startScheduler } from './scheduler/start-scheduler.js'
import { ROLES, type Role, type WorkerConfig } from './worker-config.js'

export type WorkerOptions = {
  roles: readonly Role[]
  config: WorkerConfig
  queue: MessageQueue
  /** Null for a prober alone, which needs none. */
  cache: Cache | null
  /** Null for a prober alone. The schema must be prepared (`prepareDatabase`). */
  database: Database | null
  log: Logger
  registry: Registry
  /** The embedded shape watches its own LAN and machine; cloud metadata addresses are refused all the same. False when absent. */
  allowPrivateTargets?: boolean
  /** Runs the checks; a runner made from the configuration when absent. */
  runCheck?: CheckRunner
  /** Epoch milliseconds; the system's clock when absent. */
  now?: () => number
}

/** Disposing drains: the scheduler first, then the prober, the ingester, the notifier and the janitor. */
export type Worker = AsyncDisposable & {
  /** Why the roles cannot work right now; empty when they can. For `/health/ready`. */
  notReady(): string[]
}

/** Starts the roles, each with its own metrics in `registry`. Rejects, with nothing left running, when one of them cannot start. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { queue, registry, log } = options
  const scope = createScope()
  const running: RunningRole[] = []
  try {
    // Those who take in start before those who send; the scope ends them the other way round.
    for (const role of ROLES.toReversed()) {
      if (options.roles.includes(role)) running.push(scope.add(await startRoleNamed(role, options)))
    }
    scope.add(watchQueues({ queue, names: queuesOf(options), registry, log }))
  } catch (error) {
    await scope[Symbol.asyncDispose]()
    throw error
  }
  return {
    notReady: () => running.flatMap((role) => role.notReady()),
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  }
}

function startRoleNamed(role: Role, options: WorkerOptions): Promise<RunningRole> {
  const { config, queue, registry, now = Date.now } = options
  const base = { config, queue, registry, log: options.log.child({ role }), now }
  switch (role) {
    case 'prober':
      return startProber({ ...base, runCheck: options.runCheck ?? runnerOf(options) })
    case 'janitor':
      return startJanitor({ ...base, database: needed(options.database, role) })
    case 'ingester':
      return startIngester({ ...base, database: needed(options.database, role), cache: needed(options.cache, role) })
    case 'notifier':
      return startNotifierRole({
        ...base,
        database: needed(options.database, role),
        cache: needed(options.cache, role),
        allowPrivateTargets: options.allowPrivateTargets ?? false,
      })
    case 'scheduler':
      return startScheduler({ ...base, database: needed(options.database, role), cache: needed(options.cache, role) })
  }
}

function runnerOf({ config, allowPrivateTargets = false, log }: WorkerOptions): CheckRunner {
  const guard = createAddressGuard({
    allowedPrivateCidrs: config.PROBE_ALLOWED_PRIVATE_CIDRS,
    allowPrivate: allowPrivateTargets,
  })
  const openTask = createOpenTask(config.PROBE_SECRETS_KEY)
  return createCheckRunner({ guard, resolver: createNameResolver(), log, openTask, sight: sightOf(config) })
}

function sightOf({ PROBE_REFERENCE_TARGETS: references }: WorkerConfig): Sight {
  const internet = createAddressGuard({ allowedPrivateCidrs: [] })
  return createSight({ references, reach: reachReference, isPublic: (address) => internet.refusal(address) === null })
}

function needed<Thing>(thing: Thing | null, role: Role): Thing {
  if (thing === null) throw new Error(`The ${role} needs a database and a cache`)
  return thing
}

/** The queues that these roles declare, and so can measure. */
function queuesOf({ roles, config }: WorkerOptions): string[] {
  const region = config.PROBE_REGION
  const partitions = Array.from({ length: RESULT_PARTITIONS }, (_, partition) => resultsQueue(partition))
  return [
    ...(roles.includes('prober') ? [checksQueue(region), checksNowQueue(region)] : []),
    ...(roles.includes('ingester') ? partitions : []),
  ]
}
