import type pg from 'pg'
import { withAdvisoryLock } from '../advisory-lock.js'
import { epochMs } from '../queryable.js'
import { ROLL_UP_AFTER_MS } from './dirty-hours.js'
import { readRawFrom } from './raw-from.js'
import { readRolledUpTo, writeRolledUpTo } from './rolled-up-to.js'
import {
  DELETE_DAYS,
  DELETE_HOURS,
  DELETE_NOTED_HOURS,
  INSERT_DAYS,
  INSERT_HOURS,
  INSERT_NOTED_HOURS,
} from './rollup-sql.js'
import { ceilTo, DAY_MS, floorTo, HOUR_MS, type TimeSpan } from './time-spans.js'

const NOTES_AT_ONCE = 500
const PORTION_MS = 6 * HOUR_MS
/** One rollup runs at a time in an installation; with the usual 4 MB it would sort on disk. */
const ROOM_TO_SORT = `SET LOCAL work_mem = '64MB'`

/** Makes the hourly and daily rollups of all hours and days that the window touches, from what is stored now. Idempotent; one caller at a time works. */
export async function rollUp(pool: pg.Pool, { fromMs, toMs }: TimeSpan): Promise<void> {
  await withAdvisoryLock(pool, 'rollup', async (client) => {
    await rollHours(client, { fromMs: floorTo(fromMs, HOUR_MS), toMs: ceilTo(toMs, HOUR_MS) })
    await rollDays(client, { fromMs: floorTo(fromMs, DAY_MS), toMs: ceilTo(toMs, DAY_MS) })
  })
}

/**
 * Rolls up what is due: the hours that ended since the last time, the days that they complete, and hours to which results came late. What readers take from
 * rollups and what from raw rows moves on with it. Returns how many hours were new and how many (monitor, hour) were done again. Safe to call from several processes and
 * at any time; after a crash the next call goes on where it stopped.
 */
export async function rollUpDue(pool: pg.Pool, nowMs: number): Promise<{ hours: number; again: number }> {
  return withAdvisoryLock(pool, 'rollup', async (client) => {
    const hours = await rollNewHours(client, floorTo(nowMs - ROLL_UP_AFTER_MS, HOUR_MS))
    const again = await rollNotedHours(client)
    return { hours, again }
  })
}

async function rollNewHours(client: pg.PoolClient, toMs: number): Promise<number> {
  const fromMs = (await readRolledUpTo(client)) ?? (await firstHour(client)) ?? toMs
  for (const portion of portionsOf({ fromMs, toMs })) {
    await rollHours(client, portion)
    if (portion.toMs % DAY_MS === 0) await rollDays(client, { fromMs: portion.toMs - DAY_MS, toMs: portion.toMs })
    await writeRolledUpTo(client, portion.toMs)
  }
  if (fromMs >= toMs) return 0
  return (toMs - fromMs) / HOUR_MS
}

async function firstHour(client: pg.PoolClient): Promise<number | null> {
  const { rows } = await client.query<{ first: number | null }>(
    `SELECT ${epochMs('min(slot)')} AS first FROM check_result`,
  )
  const first = rows[0]?.first ?? null
  return first === null ? null : floorTo(first, HOUR_MS)
}

/** So many hours at once are quick to catch up with and still a bounded piece of work. No portion reaches over midnight. */
function* portionsOf({ fromMs, toMs }: TimeSpan): Generator<TimeSpan> {
  for (let at = fromMs; at < toMs; ) {
    const end = Math.min(toMs, floorTo(at, PORTION_MS) + PORTION_MS)
    yield { fromMs: at, toMs: end }
    at = end
  }
}

async function rollHours(client: pg.PoolClient, span: TimeSpan): Promise<void> {
  for (const { fromMs, toMs } of portionsOf(span)) {
    const bounds = [new Date(fromMs), new Date(toMs)]
    await replace(client, [DELETE_HOURS, bounds], [INSERT_HOURS, bounds])
  }
}

async function rollDays(client: pg.PoolClient, { fromMs, toMs }: TimeSpan): Promise<void> {
  for (let day = fromMs; day < toMs; day += DAY_MS) {
    const parameters = [null, [new Date(day)]]
    await replace(client, [DELETE_DAYS, parameters], [INSERT_DAYS, parameters])
  }
}

/** Hours not rolled up yet keep their note, which costs one rollup too many later and nothing else. */
async function rollNotedHours(client: pg.PoolClient): Promise<number> {
  const rolledUpToMs = await readRolledUpTo(client)
  if (rolledUpToMs === null) return 0
  // What is left of an hour whose raw rows were removed must not replace its rollup.
  const rawFromMs = await readRawFrom(client)
  await client.query('DELETE FROM dirty_hour WHERE start < $1', [new Date(rawFromMs)])
  let again = 0
  for (;;) {
    const done = await rollSomeNotedHours(client, rolledUpToMs)
    again += done
    if (done < NOTES_AT_ONCE) return again
  }
}

async function rollSomeNotedHours(client: pg.PoolClient, rolledUpToMs: number): Promise<number> {
  await client.query('BEGIN')
  try {
    const { rows } = await client.query<{ monitorKey: number; startMs: number }>(
      `DELETE FROM dirty_hour WHERE (monitor_key, start) IN (
         SELECT monitor_key, start FROM dirty_hour WHERE start < $1 ORDER BY start, monitor_key LIMIT $2 FOR UPDATE SKIP LOCKED
       ) RETURNING monitor_key AS "monitorKey", ${epochMs('start')} AS "startMs"`,
      [new Date(rolledUpToMs), NOTES_AT_ONCE],
    )
    if (rows.length > 0) await rollThese(client, rows, rolledUpToMs)
    await client.query('COMMIT')
    return rows.length
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function rollThese(
  client: pg.PoolClient,
  notes: readonly { monitorKey: number; startMs: number }[],
  rolledUpToMs: number,
): Promise<void> {
  const keys = notes.map(({ monitorKey }) => monitorKey)
  const starts = notes.map(({ startMs }) => startMs)
  const hours = [keys, starts.map((startMs) => new Date(startMs))]
  await client.query(DELETE_NOTED_HOURS, hours)
  const around = [new Date(Math.min(...starts)), new Date(Math.max(...starts) + HOUR_MS)]
  await client.query(INSERT_NOTED_HOURS, [...hours, ...around])

  const days = new Set(starts.map((startMs) => floorTo(startMs, DAY_MS)))
  const complete = [...days].filter((day) => day + DAY_MS <= rolledUpToMs).map((day) => new Date(day))
  const parameters = [[...new Set(keys)], complete]
  await client.query(DELETE_DAYS, parameters)
  await client.query(INSERT_DAYS, parameters)
}

type Statement = [sql: string, parameters: unknown[]]

async function replace(client: pg.PoolClient, remove: Statement, insert: Statement): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(ROOM_TO_SORT)
    await client.query(...remove)
    await client.query(...insert)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
