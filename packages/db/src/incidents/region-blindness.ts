import { SILENT_CODES } from '@mointering/api-contract/pipeline/check-error-codes'
import { VERDICT_CODE } from '@mointering/monitoring-core/verdict'
import type pg from 'pg'
import { regionKeys } from '../pipeline/regions.js'
import { epochMs, type Queryable, timestampOf } from '../queryable.js'

/** Regions that see nothing at this time, each with the first slot of that. */
export async function readBlindRegions(client: Queryable): Promise<{ region: string; sinceMs: number }[]> {
  const { rows } = await client.query<{ region: string; sinceMs: number }>(
    `SELECT region.code AS region, ${epochMs('since')} AS "sinceMs" FROM region_blindness
     JOIN region ON region.key = region_key WHERE until IS NULL`,
  )
  return rows
}

/** Notes that a region sees nothing. Gives back the id of the note; null when it is known already: told once, by whoever found it first. */
export async function noteBlindness(
  client: pg.PoolClient,
  { region, sinceMs, because }: { region: string; sinceMs: number; because: string },
): Promise<string | null> {
  await lockNotes(client)
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO region_blindness (region_key, since, because)
     SELECT key, ${timestampOf('$2::float8')}, $3 FROM region WHERE code = $1
       AND NOT EXISTS (SELECT FROM region_blindness WHERE region_key = region.key AND until IS NULL)
     RETURNING id`,
    [region, sinceMs, because],
  )
  return rows[0]?.id ?? null
}

/** Notes that it sees again. Null when that is known already. */
export async function endBlindness(
  client: pg.PoolClient,
  { region, untilMs }: { region: string; untilMs: number },
): Promise<{ id: string; sinceMs: number } | null> {
  await lockNotes(client)
  const { rows } = await client.query<{ id: string; sinceMs: number }>(
    `UPDATE region_blindness SET until = ${timestampOf('$2::float8')} FROM region
     WHERE region.key = region_key AND region.code = $1 AND until IS NULL RETURNING region_blindness.id, ${epochMs('since')} AS "sinceMs"`,
    [region, untilMs],
  )
  return rows[0] ?? null
}

/** The workspaces with monitors that this region looks at. */
export async function readWorkspacesOfRegion(
  client: pg.PoolClient,
  { region, isDefault }: { region: string; isDefault: boolean },
): Promise<{ id: string; name: string }[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    `SELECT id, name FROM workspace WHERE EXISTS (
       SELECT FROM monitor WHERE monitor.workspace_id = workspace.id AND deleted_at IS NULL AND enabled AND kind <> 'heartbeat'
         AND ($1 = ANY(regions) OR ($2 AND regions = '{}')))`,
    [region, isDefault],
  )
  return rows
}

/**
 * Takes back what a region said of silent targets since it saw nothing: those looks become unknown. Gives back the keys of the monitors, of those given, that nobody
 * else found down meanwhile.
 */
export async function takeBackLooks(
  client: pg.PoolClient,
  { region, sinceMs, monitorKeys }: { region: string; sinceMs: number; monitorKeys: readonly number[] },
): Promise<number[]> {
  const regionKey = (await regionKeys(client, [region])).get(region)
  const { rows } = await client.query<{ key: number }>(
    `WITH taken AS (
       UPDATE check_result SET verdict = ${VERDICT_CODE.unknown}, error_code = 'region_blind'
       WHERE monitor_key = ANY($1::int[]) AND slot >= $2 AND region_key = $3 AND verdict = ${VERDICT_CODE.down} AND error_code = ANY($4)
       RETURNING monitor_key, slot
     ), dirty AS (
       INSERT INTO dirty_hour (monitor_key, start) SELECT DISTINCT monitor_key, date_trunc('hour', slot, 'UTC') FROM taken
       ORDER BY 1, 2 ON CONFLICT (monitor_key, start) DO UPDATE SET start = excluded.start
     )
     SELECT DISTINCT monitor_key AS key FROM taken
     WHERE NOT EXISTS (
       SELECT FROM check_result other WHERE other.monitor_key = taken.monitor_key AND other.slot >= $2
         AND other.region_key <> $3 AND other.verdict = ${VERDICT_CODE.down})`,
    [monitorKeys, new Date(sinceMs), regionKey, [...SILENT_CODES]],
  )
  return rows.map(({ key }) => key)
}

/** A message of an incident that was withdrawn, which its channel has, or may have. */
export type ToldOf = { workspaceId: string; channelId: string; incidentId: string; notice: unknown }

/**
 * Ends the incidents of monitors that began since their region saw nothing: they were none. What was to be told of them is dropped. Gives back what was told already,
 * the newest message for each channel.
 */
export async function withdrawIncidents(
  client: pg.PoolClient,
  { monitorKeys, sinceMs, nowMs }: { monitorKeys: readonly number[]; sinceMs: number; nowMs: number },
): Promise<ToldOf[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE incident SET status = 'resolved', resolved_at = ${timestampOf('$3::float8')}, quiet_because = 'region_blind',
            next_reminder_at = NULL, next_escalation_at = NULL, version = version + 1
     WHERE monitor_key = ANY($1::int[]) AND status = 'open' AND started_at >= $2 RETURNING id`,
    [monitorKeys, new Date(sinceMs), nowMs],
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  await client.query(
    `INSERT INTO incident_event (incident_id, at, kind, message)
     SELECT id, ${timestampOf('$2::float8')}, 'withdrawn', 'The region that saw it saw nothing at all: this says nothing about the target.' FROM unnest($1::uuid[]) AS id`,
    [ids, nowMs],
  )
  await client.query(
    `UPDATE delivery SET state = 'dropped', next_attempt_at = NULL, last_error = 'The region saw nothing: no incident'
     WHERE incident_id = ANY($1::uuid[]) AND state = 'waiting' AND attempts = 0`,
    [ids],
  )
  const told = await client.query<ToldOf>(
    `SELECT DISTINCT ON (incident_id, channel_id) workspace_id AS "workspaceId", channel_id AS "channelId", incident_id AS "incidentId", notice
     FROM delivery WHERE incident_id = ANY($1::uuid[]) AND state IN ('sent', 'waiting') ORDER BY incident_id, channel_id, queued_at DESC`,
    [ids],
  )
  return told.rows
}

// Two ingesters may find the same at once.
const lockNotes = (client: pg.PoolClient) => client.query(`SELECT pg_advisory_xact_lock(hashtext('region_blindness'))`)
