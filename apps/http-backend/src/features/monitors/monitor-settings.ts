import { type CreateMonitorRequest, createMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import type { MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { heartbeatPace } from '@mointering/monitoring-core/heartbeat-verdict'
import { invalidInput } from '../../http/parse-input.js'
import type { MonitorRecord } from './monitor-record.js'
import { maskSecrets } from './monitor-secrets.js'

/** How a valid request is stored, with settings whose secrets are sealed. */
export function columnsOf(request: CreateMonitorRequest, settings: MonitorSettings) {
  return { ...sharedOf(request), kind: request.kind, intervalSeconds: paceOf(request), settings }
}

/** How far its slots are apart, in seconds. A heartbeat's follow from its own schedule, whatever interval was sent. */
export const paceOf = (request: CreateMonitorRequest): number =>
  request.kind === 'heartbeat' ? heartbeatPace(request.schedule) : request.intervalSeconds

/** What a POST would have said to make this monitor, but for its secrets, which are sealed. */
export function requestOf(record: MonitorRecord): CreateMonitorRequest {
  return { ...record.settings, ...sharedOf(record), intervalSeconds: record.intervalSeconds }
}

type Shared = Pick<
  CreateMonitorRequest,
  | 'name'
  | 'timeoutMs'
  | 'regions'
  | 'minRegions'
  | 'confirmations'
  | 'recoveries'
  | 'tags'
  | 'dependsOn'
  | 'remindEveryMinutes'
  | 'enabled'
>

/** What every kind has, by the same name in a request, in an answer and in the database. */
export function sharedOf(monitor: Shared): Shared {
  const { name, timeoutMs, regions, minRegions, confirmations, recoveries, enabled } = monitor
  const { tags, dependsOn, remindEveryMinutes } = monitor
  return {
    name,
    timeoutMs,
    regions,
    minRegions,
    confirmations,
    recoveries,
    tags,
    dependsOn,
    remindEveryMinutes,
    enabled,
  }
}

/**
 * The monitor's settings with the patch over them (its top-level fields replace), as valid as a new one's; masks stand for its secrets. A shorter
 * interval lowers a timeout that the patch does not name. Throws invalid_input, also for another kind.
 */
export function applyPatch(record: MonitorRecord, patch: Record<string, unknown>): CreateMonitorRequest {
  const stored = requestOf({ ...record, settings: maskSecrets(record.settings) })
  if (patch.kind !== undefined && patch.kind !== stored.kind) {
    const message = 'The kind of a monitor cannot change. Make a new one'
    throw new AppError('invalid_input', message, { issues: [{ path: 'kind', message }] })
  }
  const merged = { ...stored, ...patch }
  if (patch.timeoutMs === undefined && typeof patch.intervalSeconds === 'number') {
    merged.timeoutMs = Math.min(stored.timeoutMs, Math.max(1, patch.intervalSeconds) * 1000)
  }
  const parsed = createMonitorRequest.safeParse(merged)
  if (!parsed.success) throw invalidInput('The changed monitor is not valid', parsed.error)
  return parsed.data
}
