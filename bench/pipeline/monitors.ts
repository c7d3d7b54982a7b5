import { randomUUID } from 'node:crypto'
import { httpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { anchorMs } from '@mointering/monitoring-core/slots'
import type { Pool } from 'pg'

/** Inserts `count` http monitors of one workspace, due every `intervalSeconds`, with their schedule from `fromMs` on. */
export async function insertMonitors(
  pool: Pool,
  { count, intervalSeconds, url, fromMs }: { count: number; intervalSeconds: number; url: string; fromMs: number },
): Promise<void> {
  const workspaceId = randomUUID()
  const from = new Date(fromMs)
  await pool.query('insert into workspace (id, slug, name) values ($1, $2, $2)', [workspaceId, `bench-${workspaceId}`])
  const ids = Array.from({ length: count }, () => randomUUID())
  await pool.query(
    `insert into monitor (id, workspace_id, kind, name, settings, interval_seconds, timeout_ms, regions, confirmations, recoveries)
     select id, $2, 'http', 'bench', $3, $4, least(10000, $4 * 1000), '{}', 2, 1 from unnest($1::uuid[]) as id`,
    [ids, workspaceId, httpSettings.parse({ kind: 'http', url }), intervalSeconds],
  )
  await pool.query(
    `insert into schedule_revision (monitor_key, effective_from, interval_seconds, anchor_ms, enabled)
     select key, $2, interval_seconds, anchor, true from monitor join unnest($1::uuid[], $3::int[]) as given (id, anchor) using (id)`,
    [ids, from, ids.map((id) => anchorMs(id, intervalSeconds * 1000))],
  )
}

/** Every monitor with its id, to count its slots. */
export async function readMonitorIds(pool: Pool): Promise<{ id: string; key: number }[]> {
  const { rows } = await pool.query<{ id: string; key: number }>('select id, key from monitor')
  return rows
}
