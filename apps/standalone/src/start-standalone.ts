import { join, resolve } from 'node:path'
import { openCache } from '@mointering/backend-common/cache/open-cache'
import { sealingKeysOf } from '@mointering/backend-common/crypto/encryption-keys'
import { createScope } from '@mointering/backend-common/lifecycle/scope'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createRegistry } from '@mointering/backend-common/metrics/registry'
import { openQueue } from '@mointering/backend-common/queue/open-queue'
import { startApi } from '@mointering/http-backend/start-api'
import { startWorker } from '@mointering/worker-node/start-worker'
import { ROLES } from '@mointering/worker-node/worker-config'
import { takeInstanceLock } from './data-folder/instance-lock.js'
import { openDataFolder } from './data-folder/open-data-folder.js'
import { encryptionKeysOf, openSecrets, type Secrets } from './data-folder/secrets.js'
import { openPreparedDatabase } from './open-prepared-database.js'
import { startEmbeddedPostgres } from './postgres/start-postgres.js'
import { openLogFile } from './server/log-file.js'
import type { Pages } from './server/open-pages.js'
import { openOriginServer } from './server/origin-server.js'
import { routeRequests } from './server/route-requests.js'
import type { StandaloneConfig } from './standalone-config.js'
import { version } from './version.js'

export type StandaloneOptions = {
  config: StandaloneConfig
  /** Opens the pages once the address is known; null serves the API alone. */
  openPages: ((at: { port: number; internalUrl: string }) => Promise<Pages>) | null
  /** Told, in a sentence for the person at the terminal, what takes long and what went wrong. */
  onNote: (note: string) => void
}

/** A running Mointering. Disposing stops it: requests and checks in hand finish, then the database is closed. */
export type Standalone = AsyncDisposable & {
  url: string
  dataFolder: string
  /** Resolves with a sentence when a part that it cannot work without has ended; never otherwise. */
  failed: Promise<string>
}

/**
 * Starts the embedded shape: API, all worker roles and pages on one origin. What `config` names no server for (PostgreSQL, RabbitMQ, Redis) is
 * embedded. Rejects with a StartError for whatever the person can change, and then leaves nothing running.
 */
export async function startStandalone({ config, openPages, onNote }: StandaloneOptions): Promise<Standalone> {
  const scope = createScope()
  try {
    const folder = openDataFolder(resolve(config.MOINTERING_DATA_DIR))
    const lock = takeInstanceLock(folder.lock, folder.path)
    scope.defer(() => lock[Symbol.dispose]())
    // The port first: it is the cheapest thing that can go wrong.
    const origin = scope.add(await openOriginServer({ host: config.HOST, port: config.PORT }))
    const logFile = openLogFile(join(folder.logs, 'mointering.log'), onNote)
    scope.defer(() => logFile[Symbol.dispose]())
    const log = createLogger({ name: 'standalone', level: config.LOG_LEVEL, destination: logFile })
    const secrets = openSecrets(folder.secrets)

    const postgres =
      config.DATABASE_URL === undefined
        ? scope.add(
            await startEmbeddedPostgres({
              folder: folder.postgres,
              password: secrets.databasePassword,
              logPath: join(folder.logs, 'postgres.log'),
              onNote,
            }),
          )
        : null
    const url = postgres?.url ?? config.DATABASE_URL ?? ''
    const database = scope.add(await openPreparedDatabase({ url, poolSize: config.DATABASE_POOL_SIZE, log }))
    const queue = scope.add(await openQueue({ ...(config.RABBITMQ_URL && { url: config.RABBITMQ_URL }), log }))
    const cache = scope.add(await openCache({ ...(config.REDIS_URL && { url: config.REDIS_URL }), log }))
    const registry = createRegistry({ role: 'standalone', version: version() })
    scope.add(
      await startWorker({
        roles: ROLES,
        config: workerConfigOf(config, secrets, origin.url),
        queue,
        cache,
        database,
        log,
        registry,
        allowPrivateTargets: true,
      }),
    )
    const api = scope.add(
      await startApi({ config: apiConfigOf(config, secrets, origin.url), queue, cache, database, log, registry }),
    )
    const pages = openPages === null ? null : scope.add(await openPages(origin))

    origin.serve(routeRequests({ api: api.handler, pages: pages?.handler ?? null }))
    lock.announce(config.PUBLIC_URL ?? origin.url)
    log.info({ url: origin.url, version: version() }, 'Mointering is ready')
    // Added last, so it comes first: nobody new is let in while the parts below finish.
    scope.add(origin)
    scope.defer(() => api.endStreams())
    return {
      url: config.PUBLIC_URL ?? origin.url,
      dataFolder: folder.path,
      failed: postgres?.ended ?? new Promise(() => undefined),
      [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
    }
  } catch (error) {
    await scope[Symbol.asyncDispose]()
    throw error
  }
}

const apiConfigOf = (config: StandaloneConfig, secrets: Secrets, url: string) => ({
  ...config,
  PUBLIC_URL: config.PUBLIC_URL ?? url,
  ...encryptionKeysOf(config, secrets),
})

/** Its prober lives with the API and opens secrets by itself. */
const workerConfigOf = (config: StandaloneConfig, secrets: Secrets, url: string) => ({
  ...config,
  PUBLIC_URL: config.PUBLIC_URL ?? url,
  ...encryptionKeysOf(config, secrets),
  PROBE_SECRETS_KEY: sealingKeysOf(encryptionKeysOf(config, secrets), 'monitor secrets'),
})
