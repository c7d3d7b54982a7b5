import type { Logger } from '@mointering/backend-common/log/logger'
import { createDatabase, type Database } from '@mointering/db/database'
import { MigrationEditedError, SchemaTooNewError, UnsupportedServerError } from '@mointering/db/migrate'
import { prepareDatabase } from '@mointering/db/prepare-database'
import { StartError } from './start-error.js'

/** Classes and codes of SQLSTATE and of Node whose message tells a person what to change. */
const EXPLAINED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|28...|3D...|42501|53...|57P0.)$/

/** A database with the schema of this release. Rejects with a StartError when it cannot be reached, or was made for another release. */
export async function openPreparedDatabase({
  url,
  poolSize,
  log,
}: {
  url: string
  poolSize: number
  log: Logger
}): Promise<Database> {
  const database = createDatabase({ url, poolSize, applicationName: 'mointering', log })
  try {
    await prepareDatabase(database.pool, { log })
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw explain(error)
  }
}

function explain(error: unknown): unknown {
  if (
    error instanceof SchemaTooNewError ||
    error instanceof MigrationEditedError ||
    error instanceof UnsupportedServerError
  ) {
    return new StartError(error.message, { cause: error })
  }
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (!EXPLAINED.test(code)) return error
  return new StartError(`The database that DATABASE_URL names cannot be used: ${error.message || code}.`, {
    cause: error,
  })
}
