import type pg from 'pg'
import { regionKeys } from '../pipeline/regions.js'
import { epochMs, type Queryable, timestampOf } from '../queryable.js'

export const TRAIT_KINDS = ['addresses', 'certificate', 'redirect', 'server'] as const
export type TraitKind = (typeof TRAIT_KINDS)[number]

/** What a target showed in a region at a time. */
export type SeenTrait = { monitorKey: number; region: string; kind: TraitKind; value: string; atMs: number }
export type TargetChange = { atMs: number; region: string; kind: string; before: string; after: string }

/**
 * Stores what targets showed last, and notes what is different from before. What was seen within the day before, as with names whose addresses take turns, is no change.
 * One statement, and none when nothing is given.
 */
export async function noteTraits(client: pg.PoolClient, traits: readonly SeenTrait[]): Promise<void> {
  if (traits.length === 0) return
  const regions = await regionKeys(
    client,
    traits.map(({ region }) => region),
  )
  await client.query(
    `WITH given AS (
       SELECT DISTINCT ON (monitor_key, region_key, kind) monitor_key, region_key, kind, value, ${timestampOf('at_ms')} AS at
       FROM unnest($1::int[], $2::smallint[], $3::text[], $4::text[], $5::float8[]) AS given (monitor_key, region_key, kind, value, at_ms)
       ORDER BY monitor_key, region_key, kind, at_ms DESC
     ), changed AS (
       INSERT INTO target_change (monitor_key, region_key, at, kind, before, after)
       SELECT monitor_key, region_key, given.at, kind, known.value, given.value
       FROM given JOIN target_trait known USING (monitor_key, region_key, kind)
       WHERE known.value <> given.value AND known.since <= given.at AND NOT EXISTS (
         SELECT FROM target_change earlier WHERE earlier.monitor_key = given.monitor_key AND earlier.region_key = given.region_key
           AND earlier.kind = given.kind AND given.value IN (earlier.before, earlier.after) AND earlier.at > given.at - interval '1 day')
     )
     INSERT INTO target_trait (monitor_key, region_key, kind, value, since) SELECT monitor_key, region_key, kind, value, at FROM given
     ON CONFLICT (monitor_key, region_key, kind) DO UPDATE SET value = excluded.value, since = excluded.since
       WHERE target_trait.value <> excluded.value AND target_trait.since <= excluded.since`,
    [
      traits.map(({ monitorKey }) => monitorKey),
      traits.map(({ region }) => regions.get(region)),
      traits.map(({ kind }) => kind),
      traits.map(({ value }) => value),
      traits.map(({ atMs }) => atMs),
    ],
  )
}

/** What changed of a target within a span of time, newest first, at most 20. */
export async function readTargetChanges(
  client: Queryable,
  { monitorKey, fromMs, toMs }: { monitorKey: number; fromMs: number; toMs: number },
): Promise<TargetChange[]> {
  const { rows } = await client.query<TargetChange>(
    `SELECT ${epochMs('at')} AS "atMs", region.code AS region, kind, before, after
     FROM target_change JOIN region ON region.key = region_key
     WHERE monitor_key = $1 AND at >= $2 AND at < $3 ORDER BY at DESC, region.code LIMIT 20`,
    [monitorKey, new Date(fromMs), new Date(toMs)],
  )
  return rows
}
