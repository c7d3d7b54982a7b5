import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SUPERUSER } from './initialise-cluster.js'
import { isAlive, recordedPid } from './leftover-server.js'
import { DATABASE } from './start-postgres.js'

/** The line of postmaster.pid that holds the port (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_PORT). */
const PORT_LINE = 4

/** Connection string of the embedded server that works on `folder` at this moment; null when none does. */
export function urlOfRunningServer(folder: string, password: string): string | null {
  const path = join(folder, 'postmaster.pid')
  const pid = recordedPid(folder)
  if (pid === null || !isAlive(pid) || !existsSync(path)) return null
  const port = Number(readFileSync(path, 'utf8').split('\n')[PORT_LINE - 1])
  if (!Number.isInteger(port) || port < 1) return null // it is just starting
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`
}
