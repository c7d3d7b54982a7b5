import { isInForce, type MaintenanceTimes } from '@mointering/api-contract/maintenance/occurrences'
import type { Queryable } from '../queryable.js'

/** A monitor as far as a maintenance window cares. */
export type MaintainedMonitor = { id: string; workspaceId: string; tags: readonly string[] }

export type StoredWindow = MaintenanceTimes & {
  id: string
  workspaceId: string
  tags: string[]
  monitorIds: string[]
  countsForUptime: boolean
}

/** The windows of these workspaces that are in force at an instant. */
export async function readWindowsInForce(
  client: Queryable,
  workspaceIds: readonly string[],
  atMs: number,
): Promise<StoredWindow[]> {
  const { rows } = await client.query<StoredWindow>(
    `SELECT id, workspace_id AS "workspaceId", starts_at AS "startsAt", duration_seconds AS "durationSeconds", rrule, time_zone AS "timeZone",
            ended_at AS "endedAt", tags, monitor_ids AS "monitorIds", counts_for_uptime AS "countsForUptime"
     FROM maintenance_window
     WHERE workspace_id = ANY($1::uuid[]) AND starts_at <= $2 AND (ended_at IS NULL OR ended_at > $2)
       AND (rrule IS NOT NULL OR duration_seconds IS NULL OR starts_at + duration_seconds * interval '1 second' > $2)`,
    [workspaceIds, new Date(atMs)],
  )
  return rows.filter((window) => isInForce(window, atMs))
}

/** Whether the window is about the monitor: named, tagged, or one of a window for all. */
export function covers(window: StoredWindow, { id, workspaceId, tags }: MaintainedMonitor): boolean {
  if (window.workspaceId !== workspaceId) return false
  if (window.tags.length === 0 && window.monitorIds.length === 0) return true
  return window.monitorIds.includes(id) || window.tags.some((tag) => tags.includes(tag))
}
