import { openCache } from '@mointering/backend-common/cache/open-cache'
import { loadConfig } from '@mointering/backend-common/config/load-config'
import { readEnvFiles } from '@mointering/backend-common/config/read-env-files'
import { startInternalServer } from '@mointering/backend-common/http/internal-server'
import { createScope } from '@mointering/backend-common/lifecycle/scope'
import { aborted, shutdownSignal } from '@mointering/backend-common/lifecycle/shutdown-signal'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createRegistry } from '@mointering/backend-common/metrics/registry'
import { openQueue } from '@mointering/backend-common/queue/open-queue'
import { createDatabase } from '@mointering/db/database'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { apiProcessConfig } from './api-config.js'
import { awayParts } from './features/health/away-parts.js'
import { listen } from './listen.js'
import { startApi } from './start-api.js'

const LAST_RESORT_MS = 15_000

async function main(): Promise<void> {
  const shutdown = shutdownSignal()
  const config = loadConfig(apiProcessConfig, readEnvFiles(process.cwd(), process.env))
  const log = createLogger({ name: 'api', level: config.LOG_LEVEL })
  const registry = createRegistry({ role: 'api', version: process.env.npm_package_version ?? 'unknown' })
  await using scope = createScope()

  const database = scope.add(
    createDatabase({
      url: config.DATABASE_URL,
      poolSize: config.DATABASE_POOL_SIZE,
      applicationName: 'mointering-api',
      log,
    }),
  )
  await prepareDatabase(database.pool, { log })
  const queue = scope.add(await openQueue({ url: config.RABBITMQ_URL, log }))
  const cache = scope.add(await openCache({ url: config.REDIS_URL, log }))
  const api = scope.add(await startApi({ config, queue, cache, database, log, registry }))
  const { port } = scope.add(
    await listen(api.handler, { port: config.API_PORT, host: config.API_HOST, onClosing: api.endStreams }),
  )
  scope.add(
    await startInternalServer({
      port: config.INTERNAL_PORT,
      host: config.INTERNAL_HOST,
      registry,
      live: () => [],
      ready: async () => (await awayParts({ database, queue, cache })).filter((part) => part === 'database'),
    }),
  )
  log.info({ port }, 'the API listens')
  await aborted(shutdown)
  setTimeout(() => process.exit(1), LAST_RESORT_MS).unref()
  log.info('the API shuts down')
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
