import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { withClient } from '../services/database-client.js'
import { hasRabbitMq, startPrivateRabbitMq } from '../services/private-rabbitmq.js'
import { hasRedis, startPrivateRedis } from '../services/private-redis.js'
import { countSkipped } from './count-skipped.js'

type Server = Partial<AsyncDisposable> & { url: string | null }

/**
 * Finds or starts the servers of this run, all at once, and ends at its end what it started. Servers given by URL are used as they are; PostgreSQL
 * always is, because only the product's own launcher, which `pnpm test` uses, starts it everywhere.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const databaseUrl = process.env.DATABASE_URL
  if (!databaseUrl)
    throw new Error('The tests need PostgreSQL: run `pnpm test [files]`, which starts one, or set DATABASE_URL')
  const started = await Promise.allSettled([
    provideServer('Redis', process.env.REDIS_URL, hasRedis() ? startPrivateRedis : null),
    provideServer('RabbitMQ', process.env.RABBITMQ_URL, hasRabbitMq() ? startPrivateRabbitMq : null),
  ])
  const servers = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const stopAll = async () => {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]?.()))
  }
  try {
    const [redis, rabbitmq] = started.map(valueOrThrow)
    const timescaleUrl = process.env.TIMESCALE_TEST_URL || ((await offersTimescale(databaseUrl)) ? databaseUrl : null)
    const testRun = randomBytes(4).toString('hex')
    project.provide('databaseUrl', databaseUrl)
    project.provide('redisUrl', redis?.url ?? null)
    project.provide('rabbitmqUrl', rabbitmq?.url ?? null)
    project.provide('timescaleUrl', timescaleUrl)
    project.provide('testRun', testRun)

    return async () => {
      const urls = new Set([databaseUrl, timescaleUrl ?? databaseUrl])
      await Promise.all([...urls].map((url) => dropLeftOvers(url, testRun)))
      await stopAll()
      if (timescaleUrl === null)
        countSkipped(project, 'TimescaleDB', 'Set TIMESCALE_TEST_URL to a server that offers it.')
    }
  } catch (error) {
    await stopAll()
    throw error
  }
}

async function provideServer(
  name: string,
  givenUrl: string | undefined,
  start: (() => Promise<Server>) | null,
): Promise<Server> {
  if (givenUrl) return { url: givenUrl }
  if (start === null) {
    console.log(`${name}: none on this machine, tests that need it will fail`)
    return { url: null }
  }
  const startedAt = performance.now()
  const server = await start()
  console.log(`${name}: started in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return server
}

function valueOrThrow(result: PromiseSettledResult<Server>): Server {
  if (result.status === 'rejected') throw result.reason
  return result.value
}

function offersTimescale(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query(`SELECT FROM pg_available_extensions WHERE name = 'timescaledb'`)
    return rowCount === 1
  })
}

/** Databases of tests that failed before they could drop them. */
function dropLeftOvers(url: string, testRun: string): Promise<void> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE datname LIKE $1',
      [`mointering\\_test\\_${testRun}\\_%`],
    )
    for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })
}
