import type pg from 'pg'
import { epochMs, timestampOf } from '../queryable.js'

/** A shard that is ours. `epoch` grew with us; slots up to `watermarkMs` were dispatched by the owner before, null when nobody ever was. */
export type SchedulerLease = { shard: number; epoch: number; watermarkMs: number | null }

const SEE_OWNER = `INSERT INTO scheduler_owner (owner, seen_at) VALUES ($1, clock_timestamp())
  ON CONFLICT (owner) DO UPDATE SET seen_at = excluded.seen_at`
const UNTIL = `clock_timestamp() + $3 * interval '1 millisecond'`

/**
 * Takes up to `max` shards whose lease is free or has run out, for `ttlMs` from now by the database's clock, and returns them. With `max` 0 it only says that this
 * owner is alive. One statement: of several owners that ask at once each gets other shards. The owner must stop working on a
 * shard `ttlMs` after it began to ask, by its own monotonic clock, unless it renewed the lease.
 */
export async function acquireLeases(
  pool: pg.Pool,
  { owner, max, ttlMs }: { owner: string; max: number; ttlMs: number },
): Promise<SchedulerLease[]> {
  const { rows } = await pool.query<SchedulerLease>(
    `WITH seen AS (${SEE_OWNER}),
     free AS (
       SELECT shard FROM scheduler_lease WHERE lease_until IS NULL OR lease_until < clock_timestamp()
       ORDER BY lease_until NULLS FIRST, shard LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     UPDATE scheduler_lease lease SET owner = $1, epoch = epoch + 1, lease_until = ${UNTIL}
     FROM free WHERE lease.shard = free.shard
     RETURNING lease.shard, lease.epoch, ${epochMs('lease.watermark')} AS "watermarkMs"`,
    [owner, max, ttlMs],
  )
  return rows
}

/**
 * Extends the leases for `ttlMs` from now, records their watermarks (which only move forward), and returns the shards still held. A shard that is
 * missing from the answer belongs to somebody else: stop at once.
 */
export async function renewLeases(
  pool: pg.Pool,
  { owner, shards, ttlMs }: { owner: string; shards: readonly SchedulerLease[]; ttlMs: number },
): Promise<number[]> {
  const { rows } = await pool.query<{ shard: number }>(
    `WITH seen AS (${SEE_OWNER}), held AS (SELECT * FROM unnest($2::int[], $4::int[], $5::float8[]) AS held (shard, epoch, watermark_ms))
     UPDATE scheduler_lease lease
     SET lease_until = ${UNTIL}, watermark = greatest(lease.watermark, ${timestampOf('held.watermark_ms')})
     FROM held WHERE lease.shard = held.shard AND lease.epoch = held.epoch AND lease.owner = $1
     RETURNING lease.shard`,
    [owner, shards.map(({ shard }) => shard), ttlMs, shards.map(({ epoch }) => epoch), shards.map(watermarkOf)],
  )
  return rows.map(({ shard }) => shard)
}

/** Gives the shards back with their watermarks, so that another owner may go on at once. Those no longer held are left alone. */
export async function releaseLeases(
  pool: pg.Pool,
  { owner, shards }: { owner: string; shards: readonly SchedulerLease[] },
): Promise<void> {
  await pool.query(
    `WITH gone AS (DELETE FROM scheduler_owner WHERE owner = $1),
     held AS (SELECT * FROM unnest($2::int[], $3::int[], $4::float8[]) AS held (shard, epoch, watermark_ms))
     UPDATE scheduler_lease lease
     SET owner = NULL, lease_until = NULL, watermark = greatest(lease.watermark, ${timestampOf('held.watermark_ms')})
     FROM held WHERE lease.shard = held.shard AND lease.epoch = held.epoch AND lease.owner = $1`,
    [owner, shards.map(({ shard }) => shard), shards.map(({ epoch }) => epoch), shards.map(watermarkOf)],
  )
}

/** How many schedulers acquired or renewed in the last `ttlMs`, those without any shard included: at least 1 for one who just did. */
export async function countOwners(pool: pg.Pool, { ttlMs }: { ttlMs: number }): Promise<number> {
  const { rows } = await pool.query<{ owners: number }>(
    `SELECT count(*)::int AS owners FROM scheduler_owner WHERE seen_at >= clock_timestamp() - $1 * interval '1 millisecond'`,
    [ttlMs],
  )
  return rows[0]?.owners ?? 0
}

const watermarkOf = ({ watermarkMs }: SchedulerLease) => watermarkMs
