import type pg from 'pg'
import type { StorageBackend } from '../storage/storage-backend.js'
import { writeRawFrom } from '../timeseries/raw-from.js'
import { readRolledUpTo } from '../timeseries/rolled-up-to.js'
import { DAY_MS, floorTo } from '../timeseries/time-spans.js'

/** How many days results, hourly and daily rollups are kept. */
export type Retention = { rawDays: number; hourDays: number; dayDays: number }

export const DEFAULT_RETENTION: Readonly<Retention> = { rawDays: 30, hourDays: 365, dayDays: 5 * 365 }

/** Removes what is older than it is to be kept; returns how many raw days and rollup rows went. Raw results that are not rolled up yet are never removed. */
export async function applyRetention(
  pool: pg.Pool,
  storage: StorageBackend,
  { nowMs, rawDays, hourDays, dayDays }: Retention & { nowMs: number },
): Promise<{ rawDays: number; rollups: number }> {
  const rolledUpToMs = (await readRolledUpTo(pool)) ?? 0
  const rawFromMs = floorTo(Math.min(nowMs - rawDays * DAY_MS, rolledUpToMs), DAY_MS)
  // First, so that no rollup is made again from what is about to go.
  await writeRawFrom(pool, rawFromMs)
  const dropped = await storage.dropOlderThan(new Date(rawFromMs))
  const hours = await pool.query('DELETE FROM check_rollup_hour WHERE start < $1', [ageOf(nowMs, hourDays)])
  const days = await pool.query('DELETE FROM check_rollup_day WHERE start < $1', [ageOf(nowMs, dayDays)])
  return { rawDays: dropped, rollups: (hours.rowCount ?? 0) + (days.rowCount ?? 0) }
}

const ageOf = (nowMs: number, days: number): Date => new Date(floorTo(nowMs - days * DAY_MS, DAY_MS))
