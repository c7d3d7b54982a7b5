import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import type { MonitorRecord } from './monitor-record.js'
import type { MonitorSecrets } from './monitor-secrets.js'
import { sharedOf } from './monitor-settings.js'

export type Viewpoint = {
  publicUrl: string
  secrets: MonitorSecrets
  /** False hides what checks send, and the address of a heartbeat. Passwords, tokens, keys and secret headers are hidden from everybody. */
  seesSecrets: boolean
}

/** A monitor as the API answers it. */
export function presentMonitor(record: MonitorRecord, lastResult: Monitor['lastResult'], view: Viewpoint): Monitor {
  const { id, workspaceId, version, intervalSeconds } = record
  const { state, heartbeat, enabled } = record
  return {
    ...view.secrets.show(id, record.settings, view.seesSecrets),
    id,
    workspaceId,
    version,
    ...sharedOf(record),
    intervalSeconds,
    status: enabled ? state.status : 'paused',
    statusSince: (enabled ? state.statusSince : pausedSince(record))?.toISOString() ?? null,
    statusReason: enabled ? state.statusReason : null,
    certificateExpiresAt: state.certificateExpiresAt?.toISOString() ?? null,
    heartbeatUrl: heartbeat && view.seesSecrets ? `${view.publicUrl}/api/heartbeats/${heartbeat.token}` : null,
    lastHeartbeatAt: heartbeat?.lastAt?.toISOString() ?? null,
    lastResult,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  }
}

export type Summary = MonitorListItem['summary']

function pausedSince({ revisions }: MonitorRecord): Date | null {
  const last = revisions.at(-1)
  return last && !last.enabled ? new Date(last.effectiveFromMs) : null
}
