import pg from 'pg'
import type { DatabaseLog } from '../database.js'

/** The installation stores its results with TimescaleDB, and this server does not have what that needs. */
export class StorageUnavailableError extends Error {
  override name = 'StorageUnavailableError'
}

const OLDEST = [2, 18] as const
const WAY_OUT = 'Start it on a server that has it.'

type Offer = { available: string | null; installed: string | null; license: string | null }

/** Whether TimescaleDB can store the results here; creates the extension where it is only missing in this database. */
export async function tryTimescale(connection: pg.ClientConfig, log?: DatabaseLog): Promise<boolean> {
  try {
    return (await whyNot(connection)) === null
  } catch (error) {
    log?.warn({ err: error }, 'This server offers TimescaleDB, but it could not be created here; plain storage is used')
    return false
  }
}

/** As `tryTimescale`, but throws StorageUnavailableError with the reason and the way out. */
export async function requireTimescale(connection: pg.ClientConfig): Promise<void> {
  const wanted = `This installation stores its results with TimescaleDB ${OLDEST.join('.')} or newer under timescaledb.license = 'timescale'`
  let reason: string | null
  try {
    reason = await whyNot(connection)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new StorageUnavailableError(`${wanted}, but on this server it does not work: ${message}. ${WAY_OUT}`, {
      cause: error,
    })
  }
  if (reason !== null) throw new StorageUnavailableError(`${wanted}, but on this server ${reason}. ${WAY_OUT}`)
}

// On a connection of its own: where the library is not preloaded, creating the extension ends the session. The licence is
// known only once the extension is loaded, so it is created first and taken back when the licence does not do.
async function whyNot(connection: pg.ClientConfig): Promise<string | null> {
  const client = new pg.Client(connection)
  client.on('error', ignoreLostSession)
  await client.connect()
  try {
    const offer = await readOffer(client)
    const version = offer.installed ?? offer.available
    if (version === null) return 'the extension is missing'
    if (!isRecent(version)) return `the extension has version ${version}`
    await client.query('BEGIN')
    await client.query('CREATE EXTENSION IF NOT EXISTS timescaledb')
    const { license } = await readOffer(client)
    await client.query(license === 'timescale' ? 'COMMIT' : 'ROLLBACK')
    return license === 'timescale' ? null : `timescaledb.license is ${license ?? 'not set'}`
  } finally {
    await client.end()
  }
}

// The query in hand rejects with the same error; this only keeps the event from ending the process.
const ignoreLostSession = () => undefined

async function readOffer(client: pg.Client): Promise<Offer> {
  const { rows } = await client.query<Offer>(
    `SELECT (SELECT default_version FROM pg_available_extensions WHERE name = 'timescaledb') AS available,
            (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS installed,
            current_setting('timescaledb.license', true) AS license`,
  )
  return rows[0] ?? { available: null, installed: null, license: null }
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}
