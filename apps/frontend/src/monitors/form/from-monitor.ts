import type { Monitor } from '@mointering/api-contract/monitors/monitor'
import { emptyForm, type MonitorForm } from './monitor-form'
import { formatHostPort, formatStatusRanges } from './parse-fields'

/** The form that shows a stored monitor. `toRequest(fromMonitor(m))` asks for what is already there. */
export function fromMonitor(monitor: Monitor): MonitorForm {
  return {
    ...emptyForm(),
    kind: monitor.kind,
    name: monitor.name,
    intervalSeconds: String(monitor.intervalSeconds),
    timeoutSeconds: String(monitor.timeoutMs / 1000),
    confirmations: String(monitor.confirmations),
    recoveries: String(monitor.recoveries),
    regions: [...monitor.regions],
    minRegions: String(monitor.minRegions),
    tags: monitor.tags.join(', '),
    dependsOn: [...monitor.dependsOn],
    remindEveryMinutes: textOf(monitor.remindEveryMinutes),
    ...fieldsOf(monitor),
  }
}

const textOf = (value: string | number | null): string => (value === null ? '' : String(value))

function fieldsOf(monitor: Monitor): Partial<MonitorForm> {
  switch (monitor.kind) {
    case 'http':
      return httpFieldsOf(monitor)
    case 'tcp':
      return {
        target: formatHostPort(monitor.host, monitor.port),
        tls: monitor.tls,
        verifyTls: monitor.verifyTls,
        send: textOf(monitor.send),
        expect: textOf(monitor.expect),
        degradedMs: textOf(monitor.degradedMs),
        ipFamily: monitor.ipFamily,
      }
    case 'ping':
      return {
        target: monitor.host,
        packets: textOf(monitor.packets),
        maxLossPercent: textOf(monitor.maxLossPercent),
        degradedMs: textOf(monitor.degradedMs),
        ipFamily: monitor.ipFamily,
      }
    case 'dns':
      return {
        target: monitor.host,
        recordType: monitor.recordType,
        resolver: textOf(monitor.resolver),
        resolverPort: textOf(monitor.resolverPort),
        expectedRcode: monitor.expectedRcode,
        expectedValues: monitor.expectedValues.join('\n'),
        degradedMs: textOf(monitor.degradedMs),
      }
    case 'tls':
      return {
        target: formatHostPort(monitor.host, monitor.port),
        serverName: textOf(monitor.serverName),
        minDaysLeft: textOf(monitor.minDaysLeft),
        warnDaysLeft: textOf(monitor.warnDaysLeft),
        minProtocol: monitor.minProtocol,
        ipFamily: monitor.ipFamily,
      }
    case 'heartbeat':
      return {
        graceSeconds: textOf(monitor.graceSeconds),
        scheduleType: monitor.schedule.type,
        ...(monitor.schedule.type === 'interval'
          ? { periodSeconds: textOf(monitor.schedule.periodSeconds) }
          : { cron: monitor.schedule.expression, timeZone: monitor.schedule.timeZone }),
      }
  }
}

function httpFieldsOf(monitor: Extract<Monitor, { kind: 'http' }>): Partial<MonitorForm> {
  const auth = monitor.authentication
  return {
    target: monitor.url,
    method: monitor.method,
    headers: monitor.headers.map((header) => ({ ...header })),
    body: textOf(monitor.body),
    authScheme: auth?.scheme ?? 'none',
    ...(auth?.scheme === 'basic' ? { username: auth.username, password: auth.password } : {}),
    ...(auth?.scheme === 'bearer' ? { token: auth.token } : {}),
    followRedirects: monitor.followRedirects,
    maxRedirects: textOf(monitor.maxRedirects),
    acceptStatus: formatStatusRanges(monitor.acceptStatus),
    keyword: monitor.keyword?.text ?? '',
    keywordMode: monitor.keyword?.mode ?? 'present',
    assertions: monitor.assertions.map((assertion) => ({
      source: assertion.source,
      subject: assertion.source === 'json' ? assertion.path : assertion.name,
      comparison: assertion.comparison,
      value: assertion.value ?? '',
    })),
    degradedMs: textOf(monitor.degradedMs),
    verifyTls: monitor.verifyTls,
    clientCertificate: monitor.clientCertificate?.certificate ?? '',
    clientKey: monitor.clientCertificate?.key ?? '',
    ipFamily: monitor.ipFamily,
    proxyUrl: textOf(monitor.proxyUrl),
    certificateWarnDays: textOf(monitor.certificateWarnDays),
  }
}
