import type pg from 'pg'
import { withAdvisoryLock } from '../advisory-lock.js'
import { RESULT_TABLES, type ResultTable } from './result-tables.js'
import type { StorageBackend, StorageStats } from './storage-backend.js'

const DAY_MS = 86_400_000
const DAYS_AHEAD = 3
// Never wait long for the exclusive lock that attaching and dropping need: writers would queue up behind us.
const LOCK_TIMEOUT = '5s'

type Partition = { name: string; startMs: number }

/**
 * Native range partitions, one a UTC day, named <table>_p<yyyymmdd>. A row of a day without a partition (long late, or nobody made
 * partitions ahead) goes to the default partition; ensureAhead moves such rows into a partition of their own.
 */
export function createPlainStorage(pool: pg.Pool): StorageBackend {
  return {
    name: 'plain',
    ensureLayout: () =>
      withAdvisoryLock(pool, 'storage', async (client) => {
        for (const table of RESULT_TABLES) {
          await client.query(`CREATE TABLE IF NOT EXISTS ${table}_default PARTITION OF ${table} DEFAULT`)
        }
      }),
    ensureAhead: (now) => withAdvisoryLock(pool, 'storage', (client) => ensurePartitions(client, now)),
    compressOlderThan: async () => 0,
    dropOlderThan: (date) => withAdvisoryLock(pool, 'storage', (client) => dropPartitions(client, date)),
    stats: () => readStats(pool),
  }
}

async function ensurePartitions(client: pg.PoolClient, now: Date): Promise<void> {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  const ahead = Array.from({ length: DAYS_AHEAD + 2 }, (_, index) => today + (index - 1) * DAY_MS)
  for (const table of RESULT_TABLES) {
    const existing = new Set((await listPartitions(client, table)).map(({ startMs }) => startMs))
    const strayed = await daysInDefault(client, table)
    for (const day of new Set([...ahead, ...strayed])) {
      if (!existing.has(day)) await createPartition(client, table, day, strayed.includes(day))
    }
  }
}

async function createPartition(client: pg.PoolClient, table: ResultTable, dayMs: number, rowsInDefault: boolean) {
  const name = `${table}_p${new Date(dayMs).toISOString().slice(0, 10).replaceAll('-', '')}`
  const from = new Date(dayMs).toISOString()
  const to = new Date(dayMs + DAY_MS).toISOString()
  await locally(client, async () => {
    await client.query(`CREATE TABLE ${name} (LIKE ${table} INCLUDING ALL)`)
    if (rowsInDefault) {
      // No new stray rows between the move and the attaching.
      await client.query(`LOCK TABLE ${table}_default IN ACCESS EXCLUSIVE MODE`)
      await client.query(
        `WITH moved AS (DELETE FROM ${table}_default WHERE slot >= $1 AND slot < $2 RETURNING *) INSERT INTO ${name} SELECT * FROM moved`,
        [from, to],
      )
    }
    await client.query(`ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`)
  })
}

async function dropPartitions(client: pg.PoolClient, date: Date): Promise<number> {
  let dropped = 0
  for (const table of RESULT_TABLES) {
    for (const { name, startMs } of await listPartitions(client, table)) {
      if (startMs + DAY_MS > date.getTime()) continue
      await locally(client, () => client.query(`DROP TABLE ${name}`))
      dropped++
    }
    const lastWholeDay = new Date(Math.floor(date.getTime() / DAY_MS) * DAY_MS)
    await client.query(`DELETE FROM ${table}_default WHERE slot < $1`, [lastWholeDay])
  }
  return dropped
}

async function locally(client: pg.PoolClient, work: () => Promise<unknown>): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`)
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function listPartitions(client: pg.PoolClient, table: ResultTable): Promise<Partition[]> {
  const { rows } = await client.query<{ name: string; day: string }>(
    `SELECT child.relname AS name, substring(child.relname FROM '_p(\\d{8})$') AS day
     FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = $1::regclass AND child.relname ~ '_p\\d{8}$'`,
    [table],
  )
  return rows.map(({ name, day }) => ({
    name,
    startMs: Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6, 8))),
  }))
}

async function daysInDefault(client: pg.PoolClient, table: ResultTable): Promise<number[]> {
  const { rows } = await client.query<{ day: number }>(
    `SELECT DISTINCT floor(extract(epoch FROM slot) / 86400)::float8 AS day FROM ${table}_default`,
  )
  return rows.map(({ day }) => day * DAY_MS)
}

async function readStats(pool: pg.Pool): Promise<StorageStats> {
  const { rows } = await pool.query<{ parts: number; bytes: number; oldest: string | null }>(
    `SELECT (count(*) FILTER (WHERE child.relname ~ '_p\\d{8}$'))::int AS parts,
            coalesce(sum(pg_total_relation_size(child.oid)), 0)::float8 AS bytes,
            to_char(min(to_date(substring(child.relname FROM '_p(\\d{8})$'), 'YYYYMMDD')), 'YYYY-MM-DD') AS oldest
     FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = ANY($1::regclass[])`,
    [RESULT_TABLES],
  )
  const row = rows[0]
  return {
    backend: 'plain',
    parts: row?.parts ?? 0,
    compressedParts: 0,
    totalBytes: row?.bytes ?? 0,
    oldest: row?.oldest ? new Date(`${row.oldest}T00:00:00Z`) : null,
  }
}
