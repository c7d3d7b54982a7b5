import type pg from 'pg'
import { withAdvisoryLock } from '../advisory-lock.js'
import { RESULT_TABLES, type ResultTable } from './result-tables.js'
import type { StorageBackend, StorageStats } from './storage-backend.js'

type Chunk = { name: string }

/** Hypertables with chunks of one day and columnstore compression. Nothing of TimescaleDB runs by itself: the janitor calls each step. */
export function createTimescaleStorage(pool: pg.Pool): StorageBackend {
  return {
    name: 'timescale',
    ensureLayout: () =>
      withAdvisoryLock(pool, 'storage', async (client) => {
        for (const table of RESULT_TABLES) await ensureHypertable(client, table)
      }),
    // Chunks are made by the insert that needs one.
    ensureAhead: () => Promise.resolve(),
    compressOlderThan: (date) =>
      withAdvisoryLock(pool, 'storage', async (client) => {
        const chunks = await uncompressedChunks(client, date)
        for (const { name } of chunks) await client.query('SELECT compress_chunk($1::regclass)', [name])
        return chunks.length
      }),
    dropOlderThan: (date) =>
      withAdvisoryLock(pool, 'storage', async (client) => {
        let dropped = 0
        for (const table of RESULT_TABLES) {
          const result = await client.query('SELECT drop_chunks($1::regclass, older_than => $2::timestamptz)', [
            table,
            date,
          ])
          dropped += result.rowCount ?? 0
        }
        return dropped
      }),
    stats: () => readStats(pool),
  }
}

async function ensureHypertable(client: pg.PoolClient, table: ResultTable): Promise<void> {
  const known = await client.query(
    `SELECT compression_enabled FROM timescaledb_information.hypertables WHERE hypertable_schema = current_schema() AND hypertable_name = $1`,
    [table],
  )
  if (known.rows.length > 0) return
  await client.query('BEGIN')
  try {
    await rebuildAsOrdinaryTable(client, table)
    await client.query(
      `SELECT create_hypertable($1::regclass, by_range('slot', INTERVAL '1 day'), create_default_indexes => false)`,
      [table],
    )
    await client.query(
      `ALTER TABLE ${table} SET (timescaledb.enable_columnstore = true, timescaledb.segmentby = 'monitor_key', timescaledb.orderby = 'slot DESC, region_key, attempt')`,
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

// The migrations make natively partitioned tables, which TimescaleDB does not take over.
async function rebuildAsOrdinaryTable(client: pg.PoolClient, table: ResultTable): Promise<void> {
  const { rows } = await client.query<{ filled: boolean }>(`SELECT EXISTS (SELECT FROM ${table}) AS filled`)
  if (rows[0]?.filled) throw new Error(`${table} holds results already and cannot be turned into a hypertable in place`)
  await client.query(`
    CREATE TABLE ${table}_rebuilt (LIKE ${table} INCLUDING ALL);
    DROP TABLE ${table};
    ALTER TABLE ${table}_rebuilt RENAME TO ${table};
    ALTER TABLE ${table} RENAME CONSTRAINT ${table}_rebuilt_pkey TO ${table}_pkey;
  `)
}

// A compressed chunk that took late rows since counts as uncompressed too (status bit 8): compressing it again takes them in.
async function uncompressedChunks(client: pg.PoolClient, endedBefore: Date): Promise<Chunk[]> {
  const { rows } = await client.query<Chunk>(
    `SELECT format('%I.%I', info.chunk_schema, info.chunk_name) AS name
     FROM timescaledb_information.chunks info
     JOIN _timescaledb_catalog.chunk chunk ON chunk.schema_name = info.chunk_schema AND chunk.table_name = info.chunk_name
     WHERE info.hypertable_schema = current_schema() AND info.hypertable_name = ANY($1)
       AND info.range_end <= $2 AND (NOT info.is_compressed OR chunk.status & 8 <> 0)
     ORDER BY info.range_start`,
    [RESULT_TABLES, endedBefore],
  )
  return rows
}

async function readStats(pool: pg.Pool): Promise<StorageStats> {
  const { rows } = await pool.query<{ parts: number; compressed: number; oldest: Date | null; bytes: number }>(
    `SELECT count(*)::int AS parts, (count(*) FILTER (WHERE is_compressed))::int AS compressed, min(range_start) AS oldest,
            (SELECT coalesce(sum(hypertable_size(name::regclass)), 0)::float8 FROM unnest($1::text[]) AS name) AS bytes
     FROM timescaledb_information.chunks WHERE hypertable_schema = current_schema() AND hypertable_name = ANY($1::text[])`,
    [RESULT_TABLES],
  )
  const row = rows[0]
  return {
    backend: 'timescale',
    parts: row?.parts ?? 0,
    compressedParts: row?.compressed ?? 0,
    totalBytes: row?.bytes ?? 0,
    oldest: row?.oldest ?? null,
  }
}
