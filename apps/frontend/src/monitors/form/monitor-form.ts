import type { COMPARISONS, HttpAssertion, MonitorKind } from '@mointering/api-contract/monitors/monitor-kinds'

export type AssertionForm = {
  source: HttpAssertion['source']
  /** JSON path or header name. */
  subject: string
  comparison: (typeof COMPARISONS)[number]
  value: string
}

/** Every field of every kind as the inputs hold it: numbers and lists are text until they are sent. */
export type MonitorForm = {
  kind: MonitorKind
  name: string
  /** URL, host, or host:port, by kind. */
  target: string
  intervalSeconds: string
  timeoutSeconds: string
  confirmations: string
  recoveries: string
  regions: string[]
  minRegions: string
  /** Separated by commas. */
  tags: string
  dependsOn: string[]
  /** Empty: never. */
  remindEveryMinutes: string
  degradedMs: string
  ipFamily: string

  method: string
  /** `secret` undefined: as the name says. */
  headers: { name: string; value: string; secret?: boolean | undefined }[]
  body: string
  authScheme: 'none' | 'basic' | 'bearer'
  username: string
  password: string
  token: string
  followRedirects: boolean
  maxRedirects: string
  acceptStatus: string
  keyword: string
  keywordMode: string
  assertions: AssertionForm[]
  verifyTls: boolean
  clientCertificate: string
  clientKey: string
  proxyUrl: string
  certificateWarnDays: string

  tls: boolean
  send: string
  expect: string

  packets: string
  maxLossPercent: string

  recordType: string
  resolver: string
  resolverPort: string
  expectedRcode: string
  expectedValues: string

  serverName: string
  minDaysLeft: string
  warnDaysLeft: string
  minProtocol: string

  scheduleType: 'interval' | 'cron'
  periodSeconds: string
  cron: string
  timeZone: string
  graceSeconds: string
}

/** What an empty form holds: the contract's defaults, in text. `timeZone` is where the person is. */
export function emptyForm(timeZone = 'UTC'): MonitorForm {
  return {
    kind: 'http',
    name: '',
    target: '',
    intervalSeconds: '60',
    timeoutSeconds: '',
    confirmations: '2',
    recoveries: '1',
    regions: [],
    minRegions: '1',
    tags: '',
    dependsOn: [],
    remindEveryMinutes: '',
    degradedMs: '',
    ipFamily: 'any',
    method: 'GET',
    headers: [],
    body: '',
    authScheme: 'none',
    username: '',
    password: '',
    token: '',
    followRedirects: true,
    maxRedirects: '10',
    acceptStatus: '200-299',
    keyword: '',
    keywordMode: 'present',
    assertions: [],
    verifyTls: true,
    clientCertificate: '',
    clientKey: '',
    proxyUrl: '',
    certificateWarnDays: '14',
    tls: false,
    send: '',
    expect: '',
    packets: '3',
    maxLossPercent: '0',
    recordType: 'A',
    resolver: '',
    resolverPort: '53',
    expectedRcode: 'NOERROR',
    expectedValues: '',
    serverName: '',
    minDaysLeft: '7',
    warnDaysLeft: '21',
    minProtocol: 'TLSv1.2',
    scheduleType: 'interval',
    periodSeconds: '3600',
    cron: '0 3 * * *',
    timeZone,
    graceSeconds: '300',
  }
}
