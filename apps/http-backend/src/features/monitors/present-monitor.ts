import type { MonitorListItem } from '@mointering/api-contract/http/monitors'
import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import type { MonitorSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import type { MonitorRecord } from './monitor-record.js'

export type Viewpoint = {
  publicUrl: string
  /** False hides passwords, tokens, header values, what is sent, and the address of a heartbeat. */
  seesSecrets: boolean
}

/** A monitor as the API answers it. */
export function presentMonitor(record: MonitorRecord, lastResult: Monitor['lastResult'], view: Viewpoint): Monitor {
  const { id, workspaceId, version, name, intervalSeconds, timeoutMs, regions, confirmations, recoveries } = record
  const { state, heartbeat, enabled } = record
  return {
    ...(view.seesSecrets ? record.settings : withoutSecrets(record.settings)),
    id,
    workspaceId,
    version,
    name,
    intervalSeconds,
    timeoutMs,
    regions,
    confirmations,
    recoveries,
    enabled,
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

const HIDDEN = '********'
const HIDDEN_PEM = '-----BEGIN PRIVATE KEY-----\nhidden\n-----END PRIVATE KEY-----'

function withoutSecrets(settings: MonitorSettings): MonitorSettings {
  // What is sent over TCP may be a password, such as AUTH to Redis.
  if (settings.kind === 'tcp') return { ...settings, send: settings.send === null ? null : HIDDEN }
  if (settings.kind !== 'http') return settings
  const { authentication, clientCertificate } = settings
  return {
    ...settings,
    headers: settings.headers.map(({ name }) => ({ name, value: HIDDEN })),
    body: settings.body === null ? null : HIDDEN,
    authentication: authentication && hideCredentials(authentication),
    clientCertificate: clientCertificate && { ...clientCertificate, key: HIDDEN_PEM },
  }
}

function hideCredentials(
  authentication: NonNullable<(MonitorSettings & { kind: 'http' })['authentication']>,
): NonNullable<(MonitorSettings & { kind: 'http' })['authentication']> {
  return authentication.scheme === 'basic'
    ? { ...authentication, password: HIDDEN }
    : { ...authentication, token: HIDDEN }
}
