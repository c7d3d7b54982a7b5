import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

const POLL_MS = 40
const START_TIMEOUT_MS = 60_000
/** Replaying the log after a crash may take long on a slow disk; the server says that it is at it. */
const RECOVERY_TIMEOUT_MS = 15 * 60_000
const NOTE_AFTER_MS = 5000

/**
 * Resolves when the server takes connections. Rejects when it is gone, or after 60 s without an answer (15 min while it says that it is recovering).
 */
export async function waitUntilReady(
  url: string,
  { gone, onNote }: { gone: { now: () => boolean; promise: Promise<string> }; onNote: (note: string) => void },
): Promise<void> {
  const began = performance.now()
  let noted = false
  for (;;) {
    if (gone.now()) throw new Error(await gone.promise)
    const answer = await tryToConnect(url)
    if (answer === 'ready') return
    const waitedMs = performance.now() - began
    if (waitedMs > (answer === 'starting' ? RECOVERY_TIMEOUT_MS : START_TIMEOUT_MS))
      throw new Error('it gave no answer in time')
    if (!noted && answer === 'starting' && waitedMs > NOTE_AFTER_MS) {
      noted = true
      onNote('The database is recovering from an unclean end; this can take a while.')
    }
    await delay(POLL_MS)
  }
}

/** `starting` when a server answers that it does not take connections yet; an answer that waiting cannot change is thrown. */
async function tryToConnect(url: string): Promise<'ready' | 'starting' | 'silent'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined) // a lost connection shows in the next try
  try {
    await client.connect()
    return 'ready'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '57P03') return 'starting' // cannot_connect_now
    if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E')) throw error
    return 'silent'
  } finally {
    await client.end()
  }
}

/** Makes the database unless it is there. */
export async function createDatabaseOnce(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
