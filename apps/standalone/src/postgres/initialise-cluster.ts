import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../start-error.js'
import { POSTGRES_MAJOR, type PostgresBinaries } from './find-binaries.js'
import type { ServerAccount } from './server-account.js'

const INITDB_TIMEOUT_MS = 120_000
export const SUPERUSER = 'mointering'

/**
 * Makes the database cluster in `folder` unless it is there; made aside and then renamed, so that an interrupted first start leaves no half of
 * one. Rejects with a StartError when it was made by another major version, or when initdb fails (the message ends with what it said).
 */
export async function initialiseCluster(
  folder: string,
  { binaries, account, password }: { binaries: PostgresBinaries; account: ServerAccount; password: string },
): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return checkVersion(folder)
  const fresh = `${folder}.new`
  const passwordFile = `${folder}.password`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  for (const path of account.ids ? [fresh, passwordFile] : [])
    chownSync(path, account.ids?.uid ?? 0, account.ids?.gid ?? 0)
  const { file, args } = account.commandFor(binaries.initdb, [
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Case rules of Unicode, the same on every machine and for good: no index breaks when the system's library changes.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ])
  try {
    await promisify(execFile)(file, args, { timeout: INITDB_TIMEOUT_MS, cwd: '/' })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new StartError(`The database could not be made in ${folder}: ${said.split('\n').slice(-3).join(' ')}`, {
      cause: error,
    })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(fresh, folder) // an empty folder gives way, anything else is an error: nothing of anybody's is ever deleted
}

function checkVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === POSTGRES_MAJOR) return
  throw new StartError(
    `The database in ${folder} was made by PostgreSQL ${version} and this Mointering brings ${POSTGRES_MAJOR}: dump it with the old version, or set MOINTERING_DATA_DIR to another folder.`,
  )
}
