import { epochMs, type Queryable } from '../queryable.js'

export type RegionSeen = { code: string; lastSeenAtMs: number | null }

/** Keys never change, so each connection keeps those it has seen committed. */
const known = new WeakMap<Queryable, Map<string, number>>()

/** The keys of regions by code; regions met for the first time get one. */
export async function regionKeys(client: Queryable, codes: Iterable<string>): Promise<Map<string, number>> {
  const cache = known.get(client) ?? new Map<string, number>()
  known.set(client, cache)
  const wanted = new Set(codes)
  const found = new Map<string, number>()
  for (const code of wanted) {
    const key = cache.get(code)
    if (key !== undefined) found.set(code, key)
  }
  if (found.size === wanted.size) return found

  const missing = [...wanted].filter((code) => !found.has(code))
  await createRegions(client, missing)
  // A row of our own transaction may yet be rolled back, and its key given to another region.
  const { rows } = await client.query<{ code: string; key: number; uncommitted: boolean }>(
    `SELECT code, key, (xmin = pg_current_xact_id_if_assigned()::xid) IS TRUE AS uncommitted FROM region WHERE code = ANY($1::text[])`,
    [missing],
  )
  for (const { code, key, uncommitted } of rows) {
    found.set(code, key)
    if (!uncommitted) cache.set(code, key)
  }
  return found
}

/** Records that a prober of the region is alive. Never moves backwards. */
export async function markRegionSeen(client: Queryable, code: string, atMs: number): Promise<void> {
  await createRegions(client, [code])
  await client.query('UPDATE region SET last_seen_at = greatest(last_seen_at, $2) WHERE code = $1', [
    code,
    new Date(atMs),
  ])
}

/** All regions that ever had a prober or a result, by code. */
export async function listRegions(client: Queryable): Promise<RegionSeen[]> {
  const { rows } = await client.query<RegionSeen>(
    `SELECT code, ${epochMs('last_seen_at')} AS "lastSeenAtMs" FROM region ORDER BY code`,
  )
  return rows
}

// Looks first: an insert that meets a conflict uses up a key all the same, and there are only 32,767.
async function createRegions(client: Queryable, codes: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO region (code) SELECT code FROM unnest($1::text[]) AS code
     WHERE NOT EXISTS (SELECT FROM region WHERE region.code = code.code) ORDER BY code ON CONFLICT (code) DO NOTHING`,
    [codes],
  )
}
