// One server to measure, as a process of its own: `bare` (Express and a route that answers the same body), `redis` or `in-process` (our API on that cache).
// Says its port to the parent; answers "cpu" with the CPU microseconds that it has used.
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createRedisCache } from '@mointering/backend-common/cache/redis-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { createInProcessQueue } from '@mointering/backend-common/queue/in-process-queue'
import { createDatabase } from '@mointering/db/database'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { apiConfig } from '@mointering/http-backend/api-config'
import { listen } from '@mointering/http-backend/listen'
import { startApi } from '@mointering/http-backend/start-api'
import express, { type Express } from 'express'

const [kind = 'bare', databaseUrl = '', redisUrl = ''] = process.argv.slice(2)
const { port } = await listen(kind === 'bare' ? bareExpress() : await ourApi(), { port: 0, host: '127.0.0.1' })
process.send?.({ port })
process.once('SIGINT', () => process.exit())
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMicros: user + system })
})

function bareExpress(): Express {
  const app = express()
  const reply = {
    user: { id: '8f1d0c52-6c1c-4f0e-9a53-0f5b8a2a7c11', email: 'ada@example.org', name: 'Ada' },
    workspaces: [
      { id: '8f1d0c52-6c1c-4f0e-9a53-0f5b8a2a7c12', slug: 'ada-x4k2mq', name: "Ada's workspace", role: 'owner' },
    ],
  }
  app.get('/api/v1/auth/session', (_req, res) => {
    res.json(reply)
  })
  return app
}

async function ourApi(): Promise<Express> {
  const log = createLogger({ name: 'api', level: 'warn' })
  const database = createDatabase({ url: databaseUrl, applicationName: 'bench-api', log })
  await prepareDatabase(database.pool, { log })
  const cache = kind === 'redis' ? await createRedisCache({ url: redisUrl, log }) : createInProcessCache()
  const queue = createInProcessQueue({ log })
  const config = apiConfig.parse({ ENCRYPTION_KEY: 'ab'.repeat(32) })
  return (await startApi({ config, queue, cache, database, log })).handler
}
