import type { MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { storedMonitorSettings } from '@mointering/api-contract/monitors/stored-settings'
import { SCHEDULER_SHARDS } from '@mointering/api-contract/pipeline/topology'
import type { Revision } from '@mointering/monitoring-core/schedule'
import { epochMs, type Queryable } from '../queryable.js'

/** A monitor as the pipeline needs it. `deleted` ones, and those of deleted workspaces, are told so that whoever holds them lets go. `revisions` ascend in time. */
export type PipelineMonitor = {
  id: string
  key: number
  workspaceId: string
  name: string
  createdAtMs: number
  updatedAtMs: number
  /** Secrets in it are sealed for `id`. */
  settings: MonitorSettings
  intervalSeconds: number
  timeoutMs: number
  /** Empty means the installation's default regions. */
  regions: string[]
  /** So many regions must have looked for a verdict. */
  minRegions: number
  confirmations: number
  recoveries: number
  tags: string[]
  /** Ids of the monitors that it needs. */
  dependsOn: string[]
  /** Minutes between reminders while an incident is open; null: none. */
  remindEveryMinutes: number | null
  enabled: boolean
  deleted: boolean
  revisions: Revision[]
}

/** A monitor whose stored settings this release cannot read: told apart, so that it does not stop the others. */
export type UnreadableMonitor = { monitorKey: number; cause: Error }
export type MonitorFeed = { monitors: PipelineMonitor[]; unreadable: UnreadableMonitor[] }
type StoredMonitor = Omit<PipelineMonitor, 'settings'> & { settings: unknown }

/** All monitors of some scheduler shards that are not deleted, paused ones included. */
export function readMonitorsOfShards(client: Queryable, shards: readonly number[]): Promise<MonitorFeed> {
  const ofShards = `monitor.key % ${SCHEDULER_SHARDS} = ANY($1::int[]) AND NOT ${IS_DELETED}`
  return readWhere(client, ofShards, shards)
}

/** The monitors with these keys, deleted ones included. A key that is missing from the answer was removed for good. */
export function readMonitorsByKey(client: Queryable, keys: readonly number[]): Promise<MonitorFeed> {
  return readWhere(client, 'monitor.key = ANY($1::int[])', keys)
}

/**
 * The monitors created, changed or deleted at or after an instant, deleted ones included. A change becomes visible at its commit, which may be later than its
 * `updatedAt`: ask with some seconds of overlap.
 */
export function readMonitorsChangedSince(client: Queryable, sinceMs: number): Promise<MonitorFeed> {
  return readWhere(client, 'monitor.updated_at >= $1', new Date(sinceMs))
}

const IS_DELETED = `(monitor.deleted_at IS NOT NULL OR EXISTS (SELECT FROM workspace WHERE workspace.id = monitor.workspace_id AND workspace.deleted_at IS NOT NULL))`

async function readWhere(client: Queryable, condition: string, parameter: unknown): Promise<MonitorFeed> {
  const { rows } = await client.query<StoredMonitor>(
    `SELECT id, key, workspace_id AS "workspaceId", name, ${epochMs('created_at')} AS "createdAtMs", ${epochMs('updated_at')} AS "updatedAtMs",
            settings, interval_seconds AS "intervalSeconds", timeout_ms AS "timeoutMs", regions, min_regions AS "minRegions", confirmations, recoveries,
            tags, depends_on AS "dependsOn", remind_every_minutes AS "remindEveryMinutes", enabled,
            ${IS_DELETED} AS deleted,
            coalesce((
              SELECT json_agg(json_build_object('effectiveFromMs', ${epochMs('effective_from')}, 'intervalMs', revision.interval_seconds * 1000, 'enabled', revision.enabled) ORDER BY effective_from)
              FROM schedule_revision revision WHERE revision.monitor_key = monitor.key
            ), '[]') AS revisions
     FROM monitor WHERE ${condition} ORDER BY key`,
    [parameter],
  )
  const feed: MonitorFeed = { monitors: [], unreadable: [] }
  for (const row of rows) {
    const settings = storedMonitorSettings.safeParse(row.settings)
    if (settings.success) feed.monitors.push({ ...row, settings: settings.data })
    else feed.unreadable.push({ monitorKey: row.key, cause: settings.error })
  }
  return feed
}
