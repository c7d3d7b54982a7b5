import type { Queryable } from '../queryable.js'
import { floorTo, HOUR_MS } from './time-spans.js'

const NAME = 'rolled_up_to'

/** The full hour, in epoch milliseconds, before which all results are in the rollups; null before the first rollup. */
export async function readRolledUpTo(client: Queryable): Promise<number | null> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM installation WHERE name = $1', [NAME])
  return rows[0] ? Number(rows[0].value) : null
}

/** Up to which full hour a reader may take rollups for everything: before it all slots have settled, so that none needs to be told as fresh. */
export async function readSettledRollups(client: Queryable, settledMs: number): Promise<number> {
  return floorTo(Math.min((await readRolledUpTo(client)) ?? 0, settledMs), HOUR_MS)
}

export async function writeRolledUpTo(client: Queryable, ms: number): Promise<void> {
  await client.query(
    `INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [NAME, String(ms)],
  )
}
