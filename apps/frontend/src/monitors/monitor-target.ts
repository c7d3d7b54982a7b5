import type { CreateMonitorRequest, Monitor } from '@mointering/api-contract/monitors/monitor'
import type { MonitorKind } from '@mointering/api-contract/monitors/monitor-kinds'
import { formatInterval } from '../format/time'
import { formatHostPort } from './form/parse-fields'

export const KIND_WORD: Record<MonitorKind, string> = {
  http: 'HTTP',
  tcp: 'TCP',
  ping: 'Ping',
  dns: 'DNS',
  tls: 'TLS',
  heartbeat: 'Heartbeat',
}

/** What a monitor watches, in one line. */
export function targetOf(monitor: Monitor | CreateMonitorRequest): string {
  switch (monitor.kind) {
    case 'http':
      return monitor.url
    case 'tcp':
    case 'tls':
      return formatHostPort(monitor.host, monitor.port)
    case 'ping':
      return monitor.host
    case 'dns':
      return `${monitor.recordType} ${monitor.host}`
    case 'heartbeat':
      return monitor.schedule.type === 'interval'
        ? `a call every ${formatInterval(monitor.schedule.periodSeconds)}`
        : `a call at ${monitor.schedule.expression} (${monitor.schedule.timeZone})`
  }
}

/** How often and from where, in words: "every 1 min from eu, us". */
export function paceOf(monitor: Monitor): string {
  if (monitor.kind === 'heartbeat') return `${formatInterval(monitor.graceSeconds)} grace`
  const from = monitor.regions.length > 0 ? ` from ${monitor.regions.join(', ')}` : ''
  return `every ${formatInterval(monitor.intervalSeconds)}${from}`
}
