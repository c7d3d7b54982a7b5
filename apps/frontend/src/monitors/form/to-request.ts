import type { AssertionForm, MonitorForm } from './monitor-form'
import { linesOf, numberOf, numberOrNull, parseHostPort, parseStatusRanges, textOrNull, wordsOf } from './parse-fields'

/**
 * The body of POST and PATCH monitors that a form stands for. Not validated: `createMonitorRequest` of the contract judges it, and its
 * paths are the names under which the fields show their errors.
 */
export function toRequest(form: MonitorForm): Record<string, unknown> {
  const timeout = numberOf(form.timeoutSeconds)
  return dropUndefined({
    kind: form.kind,
    name: form.name.trim() === '' ? suggestName(form) : form.name,
    ...settingsOf(form),
    intervalSeconds: form.kind === 'heartbeat' ? undefined : numberOf(form.intervalSeconds),
    timeoutMs: form.kind === 'heartbeat' || timeout === undefined ? undefined : Math.round(timeout * 1000),
    confirmations: numberOf(form.confirmations),
    recoveries: numberOf(form.recoveries),
    regions: form.kind === 'heartbeat' ? undefined : form.regions,
    minRegions: form.kind === 'heartbeat' ? undefined : numberOf(form.minRegions),
    tags: wordsOf(form.tags),
    dependsOn: form.dependsOn,
    remindEveryMinutes: numberOrNull(form.remindEveryMinutes),
  })
}

const LONGEST_NAME = 120

/** A name for who left it empty: the host of the target. */
export function suggestName(form: Pick<MonitorForm, 'kind' | 'target'>): string {
  if (form.kind === 'heartbeat') return ''
  const target = form.target.trim().slice(0, LONGEST_NAME)
  if (form.kind === 'http') return URL.canParse(target) ? new URL(target).host : ''
  return target
}

function settingsOf(form: MonitorForm): Record<string, unknown> {
  const degradedMs = numberOrNull(form.degradedMs)
  const { ipFamily } = form
  switch (form.kind) {
    case 'http':
      return { ...httpSettingsOf(form), degradedMs, ipFamily }
    case 'tcp': {
      const { verifyTls, tls, send, expect } = form
      const address = parseHostPort(form.target)
      return {
        ...address,
        tls,
        verifyTls,
        send: send === '' ? null : send,
        expect: expect === '' ? null : expect,
        degradedMs,
        ipFamily,
      }
    }
    case 'ping':
      return {
        host: form.target.trim(),
        packets: numberOf(form.packets),
        maxLossPercent: numberOf(form.maxLossPercent),
        degradedMs,
        ipFamily,
      }
    case 'dns':
      return {
        host: form.target.trim(),
        recordType: form.recordType,
        resolver: textOrNull(form.resolver),
        resolverPort: numberOf(form.resolverPort),
        expectedRcode: form.expectedRcode,
        expectedValues: linesOf(form.expectedValues),
        degradedMs,
      }
    case 'tls':
      return {
        ...parseHostPort(form.target),
        serverName: textOrNull(form.serverName),
        minDaysLeft: numberOf(form.minDaysLeft),
        warnDaysLeft: numberOf(form.warnDaysLeft),
        minProtocol: form.minProtocol,
        ipFamily,
      }
    case 'heartbeat':
      return {
        schedule:
          form.scheduleType === 'interval'
            ? { type: 'interval', periodSeconds: numberOf(form.periodSeconds) }
            : { type: 'cron', expression: form.cron.trim(), timeZone: form.timeZone.trim() },
        graceSeconds: numberOf(form.graceSeconds),
      }
  }
}

function httpSettingsOf(form: MonitorForm): Record<string, unknown> {
  return {
    url: form.target.trim(),
    method: form.method,
    headers: form.headers.filter(({ name, value }) => name !== '' || value !== ''),
    body: form.body === '' ? null : form.body,
    authentication: authenticationOf(form),
    followRedirects: form.followRedirects,
    maxRedirects: numberOf(form.maxRedirects),
    acceptStatus: parseStatusRanges(form.acceptStatus),
    keyword: form.keyword === '' ? null : { text: form.keyword, mode: form.keywordMode },
    assertions: form.assertions.map(assertionOf),
    verifyTls: form.verifyTls,
    clientCertificate:
      form.clientCertificate.trim() === '' && form.clientKey.trim() === ''
        ? null
        : { certificate: form.clientCertificate, key: form.clientKey },
    proxyUrl: textOrNull(form.proxyUrl),
    certificateWarnDays: numberOf(form.certificateWarnDays),
  }
}

function authenticationOf({ authScheme, username, password, token }: MonitorForm) {
  switch (authScheme) {
    case 'none':
      return null
    case 'basic':
      return { scheme: 'basic', username, password }
    case 'bearer':
      return { scheme: 'bearer', token }
  }
}

function assertionOf({ source, subject, comparison, value }: AssertionForm) {
  const expected = comparison === 'exists' || comparison === 'absent' ? {} : { value }
  return { source, ...(source === 'json' ? { path: subject } : { name: subject }), comparison, ...expected }
}

const dropUndefined = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
