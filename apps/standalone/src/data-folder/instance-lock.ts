import { linkSync, readFileSync, renameSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { StartError } from '../start-error.js'
import { startOfProcess } from './process-identity.js'

const holder = z.object({
  pid: z.int(),
  startedAt: z.string().nullable(),
  host: z.string(),
  url: z.string().nullable(),
})
type Holder = z.infer<typeof holder>

const RENEW_MS = 5000
/** A holder on another host (a container on a shared volume) cannot be looked up: it counts as gone when it did not renew for this long. */
const OTHER_HOST_STALE_MS = 30_000

/** The exclusive right to a data folder, for as long as this process lives or until it is disposed. */
export type InstanceLock = Disposable & {
  /** Writes the address people can open into the lock, for the message a second instance shows. */
  announce(url: string): void
}

/**
 * Takes the lock file `path`. Throws a StartError that names the holder when another living process has it; the lock of one that is gone, or
 * whose number belongs to another process now, is taken over.
 */
export function takeInstanceLock(path: string, folder: string): InstanceLock {
  const me: Holder = { pid: process.pid, startedAt: startOfProcess(process.pid), host: hostname(), url: null }
  const own = `${path}.${process.pid}`
  writeFileSync(own, JSON.stringify(me), { mode: 0o600 })
  try {
    for (let attempt = 1; !tryLink(own, path); attempt++) {
      const other = readHolder(path)
      if (other !== null && (attempt > 5 || isHeld(other, path))) throw inUse(other, folder)
      // Renaming, unlike deleting, takes away exactly one file: whoever loses the race finds the winner's lock at the next try.
      if (other === null || sameHolder(other, readHolder(path))) moveAway(path, own)
    }
  } finally {
    rmSync(own, { force: true })
  }
  // A lock that cannot be renewed still names a living process, which is all that this host looks at.
  const renewal = setInterval(() => utimes(path, new Date(), new Date(), () => undefined), RENEW_MS)
  renewal.unref()
  return {
    announce(url) {
      writeFileSync(own, JSON.stringify({ ...me, url }), { mode: 0o600 })
      renameSync(own, path)
    },
    [Symbol.dispose]() {
      clearInterval(renewal)
      if (sameHolder(me, readHolder(path))) rmSync(path, { force: true })
    },
  }
}

/** Who holds the lock at `path` and lives, or null. */
export function livingHolder(path: string): Holder | null {
  const found = readHolder(path)
  return found !== null && isHeld(found, path) ? found : null
}

function tryLink(own: string, path: string): boolean {
  try {
    linkSync(own, path) // fails when it exists, and never shows a half-written file
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readHolder(path: string): Holder | null {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null // none, or not one of ours: a stale one
  }
}

function isHeld(found: Holder, path: string): boolean {
  if (found.host !== hostname()) {
    const renewedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
    return Date.now() - renewedAt < OTHER_HOST_STALE_MS
  }
  const started = startOfProcess(found.pid)
  return found.startedAt === null ? started !== null : started === found.startedAt
}

const sameHolder = (a: Holder, b: Holder | null): boolean =>
  b !== null && a.pid === b.pid && a.startedAt === b.startedAt && a.host === b.host

function moveAway(path: string, own: string): void {
  const aside = `${own}.stale`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  rmSync(aside, { force: true })
}

function inUse(other: Holder, folder: string): StartError {
  const where = other.host === hostname() ? `process ${other.pid}` : `process ${other.pid} on ${other.host}`
  const at = other.url === null ? '' : `, ${other.url}`
  return new StartError(
    `Mointering is already running on the data folder ${folder} (${where}${at}): stop that one first, or set MOINTERING_DATA_DIR to another folder.`,
  )
}
