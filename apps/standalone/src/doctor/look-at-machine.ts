import { execFile } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { livingHolder } from '../data-folder/instance-lock.js'
import { dataFolderAt, openDataFolder } from '../data-folder/open-data-folder.js'
import { findPostgresBinaries } from '../postgres/find-binaries.js'
import { serverAccount } from '../postgres/server-account.js'
import { openOriginServer } from '../server/origin-server.js'
import { type Finding, fail, ok, reasonOf, warn } from './finding.js'

const run = promisify(execFile)
const COMMAND_TIMEOUT_MS = 5000
const GIB = 1024 ** 3

export function lookAtNode(version: string, minimum: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [needMajor = 0, needMinor = 0] = minimum.split('.').map(Number)
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return ok('Node', version)
  return fail('Node', `${version} is too old`, `Install Node ${minimum} or newer from https://nodejs.org.`)
}

/** Runs the server program once, as the account that would run the server. */
export async function lookAtPostgresProgram(folder: string): Promise<Finding> {
  try {
    const binaries = findPostgresBinaries()
    const { file, args } = serverAccount([binaries.folder, nearestFolder(folder)], null).commandFor(binaries.postgres, [
      '--version',
    ])
    const { stdout } = await run(file, args, { timeout: COMMAND_TIMEOUT_MS, cwd: '/' })
    return ok('PostgreSQL', `${stdout.trim().replace(/^postgres \(PostgreSQL\)/, 'PostgreSQL')}, embedded`)
  } catch (error) {
    return fail(
      'PostgreSQL',
      reasonOf(error),
      'Install the packages again (npm start does), or set DATABASE_URL to a server of your own.',
    )
  }
}

export function lookAtDataFolder(path: string): Finding {
  const holder = livingHolder(dataFolderAt(path).lock)
  if (holder !== null)
    return ok(
      'Data folder',
      `${path}, in use by Mointering (process ${holder.pid}${holder.url === null ? '' : `, ${holder.url}`})`,
    )
  try {
    if (!existsSync(path)) return ok('Data folder', `${path} will be made at the first start`)
    openDataFolder(path)
    return ok('Data folder', path)
  } catch (error) {
    return fail('Data folder', reasonOf(error), 'Set MOINTERING_DATA_DIR to a folder that can be written.')
  }
}

export async function lookAtPort(host: string, port: number, dataFolder: string): Promise<Finding> {
  try {
    await using _server = await openOriginServer({ host, port })
    return ok('Port', `${port} is free`)
  } catch (error) {
    const holder = livingHolder(dataFolderAt(dataFolder).lock)
    if (holder?.url?.endsWith(`:${port}`)) return ok('Port', `${port} is used by the Mointering that runs here`)
    return fail('Port', reasonOf(error), 'Choose another one with PORT.')
  }
}

export async function lookAtPing(): Promise<Finding> {
  const count = process.platform === 'win32' ? '-n' : '-c'
  try {
    await run('ping', [count, '1', '127.0.0.1'], { timeout: COMMAND_TIMEOUT_MS })
    return ok('Ping program', 'works')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return missing
      ? warn(
          'Ping program',
          'not found',
          'Ping monitors need it; install it (on Debian: apt-get install iputils-ping).',
        )
      : warn(
          'Ping program',
          `cannot ping this machine: ${reasonOf(error)}`,
          'Ping monitors will be unknown until this user may send ICMP.',
        )
  }
}

export async function lookAtDns(): Promise<Finding> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  try {
    await resolver.resolveNs('.')
    return ok('DNS', `answers (${resolver.getServers().join(', ')})`)
  } catch (error) {
    // Being told that there is no such record is an answer too.
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENOTFOUND' || code === 'ENODATA') return ok('DNS', `answers (${resolver.getServers().join(', ')})`)
    return warn(
      'DNS',
      `${resolver.getServers().join(', ') || 'no resolver'}: ${reasonOf(error)}`,
      'Names cannot be looked up here now; checks of names will be unknown.',
    )
  }
}

export function lookAtDisk(path: string): Finding {
  const { bavail, bsize } = statfsSync(nearestFolder(path))
  const free = (bavail * bsize) / GIB
  const detail = `${free.toFixed(1)} GiB free`
  if (free < 0.2)
    return fail('Disk', detail, 'The database needs room: free some, or set MOINTERING_DATA_DIR to another disk.')
  return free < 2 ? warn('Disk', detail, 'A thousand monitors a minute write about 150 MB a day.') : ok('Disk', detail)
}

function nearestFolder(path: string): string {
  return existsSync(path) && statSync(path).isDirectory()
    ? path
    : dirname(path) === path
      ? path
      : nearestFolder(dirname(path))
}
