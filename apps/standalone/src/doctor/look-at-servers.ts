import { openCache } from '@mointering/backend-common/cache/open-cache'
import { createLogger } from '@mointering/backend-common/log/logger'
import { openQueue } from '@mointering/backend-common/queue/open-queue'
import pg from 'pg'
import { type Finding, fail, ok, reasonOf, warn } from './finding.js'

const TIMEOUT_MS = 5000
const OLDEST_POSTGRES = 140_000

/** What DATABASE_URL names: reachable, new enough, and with TimescaleDB or without. */
export async function lookAtDatabase(url: string): Promise<Finding> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  })
  client.on('error', () => undefined) // shows in the query that it breaks
  try {
    await client.connect()
    const { rows } = await client.query<{ number: number; version: string; timescale: string | null }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
              (SELECT default_version FROM pg_available_extensions WHERE name = 'timescaledb') AS timescale`,
    )
    const [found] = rows
    if (found === undefined) return fail('Database', 'it gave an empty answer', 'Check DATABASE_URL.')
    if (found.number < OLDEST_POSTGRES)
      return fail('Database', `PostgreSQL ${found.version} is too old`, 'Use PostgreSQL 14 or newer.')
    return ok(
      'Database',
      `PostgreSQL ${found.version}, ${found.timescale === null ? 'without TimescaleDB' : `TimescaleDB ${found.timescale}`}`,
    )
  } catch (error) {
    return fail('Database', reasonOf(error), 'Check DATABASE_URL, and that the server runs.')
  } finally {
    await client.end()
  }
}

export const lookAtQueue = (url: string): Promise<Finding> =>
  connects('RabbitMQ', 'RABBITMQ_URL', () => openQueue({ url, log: silentLog() }))

export const lookAtCache = (url: string): Promise<Finding> =>
  connects('Redis', 'REDIS_URL', () => openCache({ url, log: silentLog() }))

const silentLog = () => createLogger({ name: 'doctor', level: 'silent' })

async function connects(
  name: string,
  variable: string,
  open: () => (AsyncDisposable & { connected: boolean }) | Promise<AsyncDisposable & { connected: boolean }>,
): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no connection within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS)
  })
  try {
    await using connection = await Promise.race([open(), tooLate])
    return connection.connected
      ? ok(name, 'connected')
      : warn(name, 'not connected', `Check ${variable}, and that the server runs.`)
  } catch (error) {
    return fail(name, reasonOf(error), `Check ${variable}, and that the server runs.`)
  } finally {
    clearTimeout(timer)
  }
}
