import { parseArgs } from 'node:util'
import { openCache } from '@mointering/backend-common/cache/open-cache'
import { ConfigError, loadConfig } from '@mointering/backend-common/config/load-config'
import { readEnvFiles } from '@mointering/backend-common/config/read-env-files'
import { startInternalServer } from '@mointering/backend-common/http/internal-server'
import { aborted, shutdownSignal } from '@mointering/backend-common/lifecycle/shutdown-signal'
import { createLogger, type Logger } from '@mointering/backend-common/log/logger'
import { createRegistry } from '@mointering/backend-common/metrics/registry'
import { openQueue } from '@mointering/backend-common/queue/open-queue'
import { createDatabase } from '@mointering/db/database'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { parseRoles } from './parse-roles.js'
import { startWorker } from './start-worker.js'
import { VERSION } from './version.js'
import { needsDatabase, proberProcessConfig, type Role, workerProcessConfig } from './worker-config.js'

/** A shutdown that hangs ends here. Everything unfinished is delivered again: nothing is lost by it. */
const LAST_RESORT_MS = 30_000

async function main(): Promise<void> {
  const shutdown = shutdownSignal()
  const env = readEnvFiles(process.cwd(), process.env)
  const { values } = parseArgs({ options: { roles: { type: 'string' } } })
  const roles = parseRoles(values.roles ?? env.WORKER_ROLES)
  await run(roles, env, shutdown)
}

/** Runs until the signal, then drains: the scopes end in reverse order. */
async function run(roles: readonly Role[], env: NodeJS.ProcessEnv, shutdown: AbortSignal): Promise<void> {
  const stateful = needsDatabase(roles) ? loadConfig(workerProcessConfig, env) : null
  const config = stateful ?? loadConfig(proberProcessConfig, env)
  const log = createLogger({ name: 'worker', level: config.LOG_LEVEL })
  const registry = createRegistry({ role: roles.join('-'), version: VERSION })

  const starting = ['worker: it is starting']
  let notReady = () => starting
  await using _internal = await startInternalServer({
    port: config.INTERNAL_PORT,
    host: config.INTERNAL_HOST,
    registry,
    live: () => [],
    ready: () => notReady(),
  })
  await using database = stateful ? await openDatabase(stateful, log) : null
  await using cache = stateful ? await openCache({ url: stateful.REDIS_URL, log }) : null
  await using queue = await openQueue({ url: config.RABBITMQ_URL, log })
  await using worker = await startWorker({ roles, config, queue, cache, database, log, registry })
  notReady = worker.notReady
  log.info({ roles, port: _internal.port }, 'worker started')
  await aborted(shutdown)
  notReady = () => ['worker: it is stopping']
  log.info({ signal: shutdown.reason }, 'worker stops')
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref()
}

async function openDatabase(config: { DATABASE_URL: string; DATABASE_POOL_SIZE: number }, log: Logger) {
  const database = createDatabase({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    applicationName: 'mointering-worker',
    log,
  })
  try {
    await prepareDatabase(database.pool, { log })
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
}

main().catch((error: unknown) => {
  // A bad setting is explained by its sentence; anything else needs its stack.
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
})
