import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from '../start-error.js'

/** How the server's programs are run: PostgreSQL refuses to run as root, so root runs them under another account. */
export type ServerAccount = {
  /** The account's ids; null where the server runs as ourselves. */
  ids: { uid: number; gid: number } | null
  /** The command line that runs `program` under this account. */
  commandFor(program: string, args: readonly string[]): { file: string; args: string[] }
}

/** Accounts to take as root, in this order; every Linux has the second. */
const ACCOUNTS = ['postgres', 'nobody'] as const

/** Capabilities that let an account pass through folders that are closed to it, the smaller first (capabilities(7)). */
const CAPABILITIES = [
  { name: 'dac_read_search', bit: 2n },
  { name: 'dac_override', bit: 1n },
] as const

/**
 * The account for a server whose programs and data are in `folders`. As root on Linux that is `postgres` or `nobody`, or the `owner` of existing
 * data; where a folder on the way is closed to it (a checkout under /root), the server keeps the one capability to pass through. Throws a
 * StartError where none of this is possible.
 */
export function serverAccount(folders: readonly string[], owner: { uid: number; gid: number } | null): ServerAccount {
  if (process.getuid?.() !== 0) return { ids: null, commandFor: (file, args) => ({ file, args: [...args] }) }
  const ids = owner !== null && owner.uid !== 0 ? owner : findAccount()
  if (ids === null)
    throw new StartError('PostgreSQL does not run as root: start Mointering as another user, or set DATABASE_URL.')
  const closed = folders.find((folder) => !canReach(folder, ids))
  const extra = closed === undefined ? [] : passThrough(closed)
  const change = [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups']
  return { ids, commandFor: (program, args) => ({ file: 'setpriv', args: [...extra, ...change, program, ...args] }) }
}

function findAccount(): { uid: number; gid: number } | null {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ACCOUNTS) {
    const found = accounts.find((fields) => fields[0] === name)
    if (found?.[2] !== undefined && found[3] !== undefined) return { uid: Number(found[2]), gid: Number(found[3]) }
  }
  return null
}

/** True when every folder above and including `folder` may be entered by the account. */
export function canReach(folder: string, { uid, gid }: { uid: number; gid: number }): boolean {
  const { mode, uid: ownerUid, gid: ownerGid } = statSync(folder)
  const bit = ownerUid === uid ? 0o100 : ownerGid === gid ? 0o010 : 0o001
  if ((mode & bit) === 0) return false
  return dirname(folder) === folder || canReach(dirname(folder), { uid, gid })
}

/**
 * Options of setpriv(1) that keep one capability. `no_setuid_fixup` is needed because PostgreSQL looks at its programs with access(2), which
 * otherwise ignores the capabilities of everybody but root.
 */
function passThrough(closed: string): string[] {
  const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  const capability = CAPABILITIES.find(({ bit }) => (BigInt(`0x${effective}`) >> bit) & 1n)
  if (capability === undefined || !hasSetpriv()) {
    throw new StartError(
      `PostgreSQL does not run as root, and other users cannot enter ${closed}: start Mointering as another user, set MOINTERING_DATA_DIR, or set DATABASE_URL.`,
    )
  }
  const set = `-all,+${capability.name}`
  return ['--securebits=+no_setuid_fixup', `--inh-caps=${set}`, `--ambient-caps=${set}`, `--bounding-set=${set}`]
}

function hasSetpriv(): boolean {
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
