import type pg from 'pg'

/** A monitor that others need. */
export type ParentMonitor = {
  id: string
  /** Its open incident; null when it has none. */
  incidentId: string | null
  intervalSeconds: number
  timeoutMs: number
}

/** The monitors with these ids that are watched, each with its open incident. Of one workspace, or of several. */
export async function readParents(client: pg.PoolClient, ids: readonly string[]): Promise<Map<string, ParentMonitor>> {
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<ParentMonitor>(
    `SELECT monitor.id, incident.id AS "incidentId", interval_seconds AS "intervalSeconds", timeout_ms AS "timeoutMs"
     FROM monitor LEFT JOIN incident ON incident.monitor_key = monitor.key AND incident.status = 'open'
     WHERE monitor.id = ANY($1::uuid[]) AND monitor.deleted_at IS NULL AND monitor.enabled`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Links the open incidents of the monitors that need this one, unless they have a parent already, and drops what was to be told of them and has not been tried yet.
 * Gives back the ids of the incidents.
 */
export async function linkChildren(
  client: pg.PoolClient,
  parent: { monitorId: string; incidentId: string },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE incident SET parent_id = $2, quiet_because = 'dependency', version = incident.version + 1
     FROM monitor
     WHERE monitor.key = incident.monitor_key AND monitor.depends_on @> ARRAY[$1::uuid] AND incident.status = 'open'
       AND incident.parent_id IS NULL AND incident.id <> $2
     RETURNING incident.id`,
    [parent.monitorId, parent.incidentId],
  )
  const ids = rows.map(({ id }) => id)
  await client.query(
    `UPDATE delivery SET state = 'dropped', next_attempt_at = NULL, last_error = 'A monitor that this one needs is down: told there'
     WHERE incident_id = ANY($1::uuid[]) AND state = 'waiting' AND attempts = 0`,
    [ids],
  )
  return ids
}
