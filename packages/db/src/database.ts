import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/prisma/client.js'
import { oneQueryAtATime } from './one-query-at-a-time.js'

/** Control data goes through `prisma`, results and the pipeline through SQL on `pool`. Both share the pool's connections. */
export type Database = AsyncDisposable & { readonly pool: pg.Pool; readonly prisma: PrismaClient }

/** What this package tells an operator; a pino logger fits. */
export type DatabaseLog = {
  info(context: object, message: string): void
  warn(context: object, message: string): void
}

export type DatabaseOptions = {
  url: string
  poolSize?: number | undefined
  /** Shown in pg_stat_activity. */
  applicationName: string
  log?: DatabaseLog | undefined
}

const CONNECT_TIMEOUT_MS = 10_000
const STATEMENT_TIMEOUT_MS = 60_000

/**
 * A database to work with. Connects when first used; a lost server shows as rejected queries, and the pool reconnects by itself.
 * Statements and idle transactions end after 60 s. Disposing waits for the queries in hand, then closes all connections.
 */
export function createDatabase({ url, poolSize = 10, applicationName, log }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  })
  // Without a listener the loss of an idle connection would end the process; the pool has already discarded it.
  pool.on('error', (error) => log?.warn({ err: error }, 'An idle database connection was lost'))
  const prisma = new PrismaClient({ adapter: oneQueryAtATime(new PrismaPg(pool)) })

  return {
    pool,
    prisma,
    async [Symbol.asyncDispose]() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
