import type { Queryable } from '../queryable.js'

const NAME = 'rolled_up_to'

/** The full hour, in epoch milliseconds, before which all results are in the rollups; null before the first rollup. */
export async function readRolledUpTo(client: Queryable): Promise<number | null> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM installation WHERE name = $1', [NAME])
  return rows[0] ? Number(rows[0].value) : null
}

export async function writeRolledUpTo(client: Queryable, ms: number): Promise<void> {
  await client.query(
    `INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [NAME, String(ms)],
  )
}
