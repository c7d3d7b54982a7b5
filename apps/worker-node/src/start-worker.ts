import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import type { Registry } from 'prom-client'
import type { Role, WorkerConfig } from './worker-config.js'

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
}

/** Disposing drains: the scheduler first, then the prober, the ingester and the janitor. */
export type Worker = AsyncDisposable & {
  /** Why the roles cannot work right now; empty when they can. For `/health/ready`. */
  notReady(): Promise<string[]>
}

/** Starts the roles, each with its own metrics in `registry`. Rejects, with nothing left running, when one of them cannot start. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  throw new Error(`Not there yet: ${options.roles.join(', ')}`)
}
