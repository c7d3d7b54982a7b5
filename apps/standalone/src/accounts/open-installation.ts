import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createScope, type Scope } from '@mointering/backend-common/lifecycle/scope'
import { createLogger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import { livingHolder, takeInstanceLock } from '../data-folder/instance-lock.js'
import { type DataFolder, dataFolderAt } from '../data-folder/open-data-folder.js'
import { openSecrets } from '../data-folder/secrets.js'
import { openPreparedDatabase } from '../open-prepared-database.js'
import { urlOfRunningServer } from '../postgres/running-server.js'
import { startEmbeddedPostgres } from '../postgres/start-postgres.js'
import type { StandaloneConfig } from '../standalone-config.js'
import { StartError } from '../start-error.js'

/** An installation whose database can be worked on from the command line. Disposing closes what was opened for it. */
export type OpenInstallation = AsyncDisposable & {
  database: Database
  /** Where people open it. */
  publicUrl: string
}

/**
 * The database that DATABASE_URL names, or else the embedded one: that of the Mointering which runs on the data folder, or, when none runs, started for the time being. Rejects
 * with a StartError when there is none, or it cannot be used.
 */
export async function openInstallation(
  config: StandaloneConfig,
  onNote: (note: string) => void,
): Promise<OpenInstallation> {
  const { DATABASE_URL, MOINTERING_DATA_DIR, PUBLIC_URL, PORT } = config
  const folder = dataFolderAt(resolve(MOINTERING_DATA_DIR))
  const publicUrl = PUBLIC_URL ?? livingHolder(folder.lock)?.url ?? `http://localhost:${PORT}`
  const scope = createScope()
  try {
    const url = DATABASE_URL ?? (await embeddedUrl(scope, folder, onNote))
    const log = createLogger({ name: 'command', level: 'silent' })
    const database = scope.add(await openPreparedDatabase({ url, poolSize: 2, log }))
    return { database, publicUrl, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() }
  } catch (error) {
    await scope[Symbol.asyncDispose]()
    throw error
  }
}

async function embeddedUrl(scope: Scope, folder: DataFolder, onNote: (note: string) => void): Promise<string> {
  if (!existsSync(folder.postgres) || !existsSync(folder.secrets)) {
    throw new StartError(
      `There is no Mointering in ${folder.path}: run this where it was started, or set MOINTERING_DATA_DIR or DATABASE_URL as it was.`,
    )
  }
  const { databasePassword: password } = openSecrets(folder.secrets)
  const running = livingHolder(folder.lock) && urlOfRunningServer(folder.postgres, password)
  if (running) return running
  const lock = takeInstanceLock(folder.lock, folder.path)
  scope.defer(() => lock[Symbol.dispose]())
  const logPath = join(folder.logs, 'postgres.log')
  const postgres = await startEmbeddedPostgres({ folder: folder.postgres, password, logPath, onNote })
  return scope.add(postgres).url
}
