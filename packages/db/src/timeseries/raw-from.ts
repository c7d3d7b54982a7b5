import type { Queryable } from '../queryable.js'

const NAME = 'raw_from'

/** The instant, in epoch milliseconds, before which raw results were removed; 0 while none were. */
export async function readRawFrom(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM installation WHERE name = $1', [NAME])
  return Number(rows[0]?.value ?? 0)
}

/** Moves the instant on; never back. */
export async function writeRawFrom(client: Queryable, ms: number): Promise<void> {
  await client.query(
    `INSERT INTO installation (name, value) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = greatest(installation.value::bigint, excluded.value::bigint)::text`,
    [NAME, String(ms)],
  )
}
