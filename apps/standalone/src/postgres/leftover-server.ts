import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartError } from '../start-error.js'

const POLL_MS = 50
/** A fast shutdown writes a checkpoint; after this long it is told to stop at once, which PostgreSQL recovers from. */
const FAST_SHUTDOWN_MS = 20_000
const GIVE_UP_MS = 40_000

/**
 * Ends a server that still runs on this data folder although the Mointering that started it was killed. Resolves with true when there was one.
 * A process is only touched when it surely is the PostgreSQL of this very folder: a server works inside its data folder (Linux), or names it on
 * its command line. A stale postmaster.pid whose number now belongs to somebody else is removed. Rejects with a StartError when it does not end.
 */
export async function stopLeftoverServer(dataFolder: string): Promise<boolean> {
  const folder = existsSync(dataFolder) ? realpathSync(dataFolder) : dataFolder
  const recorded = recordedPid(folder)
  const leftover = serversIn(folder)
  if (leftover.length === 0) {
    // PostgreSQL refuses to start while that number is alive, whoever has it now: common after a restart of a container.
    if (recorded !== null && process.platform === 'linux' && isAlive(recorded)) rmSync(join(folder, 'postmaster.pid'))
    return false
  }
  const postmaster = recorded !== null && leftover.includes(recorded) ? recorded : null
  if (postmaster !== null) signal(postmaster, 'SIGINT') // "fast shutdown"
  const began = performance.now()
  let hurried = false
  while (serversIn(folder).length > 0) {
    const waitedMs = performance.now() - began
    if (waitedMs > GIVE_UP_MS) {
      throw new StartError(
        `A PostgreSQL of an earlier run (process ${leftover.join(', ')}) does not stop: end it, then start again.`,
      )
    }
    if (!hurried && postmaster !== null && waitedMs > FAST_SHUTDOWN_MS) {
      hurried = true
      signal(postmaster, 'SIGQUIT') // "immediate shutdown"
    }
    await delay(POLL_MS)
  }
  return true
}

/** The process id in postmaster.pid, or null. A server in single-user mode writes a negative one. */
export function recordedPid(folder: string): number | null {
  const path = join(folder, 'postmaster.pid')
  if (!existsSync(path)) return null
  const pid = Math.abs(Number.parseInt(readFileSync(path, 'utf8'), 10))
  return Number.isInteger(pid) && pid > 1 ? pid : null
}

/**
 * Ids of the PostgreSQL processes that work on `folder`: the server and, on Linux, its children, which may outlive it for a moment and still hold the data.
 * Elsewhere only the recorded server can be known, and PostgreSQL's own guard over its shared memory covers the rest.
 */
export function serversIn(folder: string): number[] {
  if (process.platform !== 'linux') {
    const recorded = recordedPid(folder)
    return recorded !== null && isAlive(recorded) ? [recorded] : []
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && linkOf(`/proc/${name}/cwd`) === folder)
    .filter((name) => basename(linkOf(`/proc/${name}/exe`) ?? '').startsWith('postgres'))
    .map(Number)
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null // ended meanwhile, or another user's
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
