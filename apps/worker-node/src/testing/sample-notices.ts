import { type Notice, notice } from '@mointering/api-contract/notices/notice'

const AT = '2026-11-25T10:15:00.000Z'
const BASE = 'https://status.example.org'
const INCIDENT = '7f0d8a52-3c2b-4d52-9c6e-0a3f4a5b6c7d'
const MONITOR = '1c9e4b7a-5f60-4c1d-8e2f-3a4b5c6d7e8f'

const opened: Notice = {
  id: '0b6f2c1e-8f4d-4a57-9d3b-2f1e0c9b8a76',
  kind: 'opened',
  groupKey: `incident:${INCIDENT}`,
  severity: 'critical',
  at: AT,
  workspace: { id: '5d1c2b3a-4f5e-4d6c-8b7a-9f8e7d6c5b4a', name: 'Acme' },
  title: 'Shop is down',
  summary: 'Connection refused. Failing since 10:14:58 UTC in eu-west and us-east.',
  facts: [
    { label: 'Error', value: 'Connection refused' },
    { label: 'Regions', value: 'eu-west, us-east' },
  ],
  monitor: {
    id: MONITOR,
    name: 'Shop',
    kind: 'http',
    target: 'https://shop.example.org/',
    url: `${BASE}/monitors/${MONITOR}`,
  },
  incident: {
    id: INCIDENT,
    startedAt: '2026-11-25T10:14:58.000Z',
    resolvedAt: null,
    url: `${BASE}/incidents/${INCIDENT}`,
    acknowledgeUrl: `${BASE}/acknowledge?token=abc.def`,
  },
  items: [],
  url: `${BASE}/incidents/${INCIDENT}`,
}

const resolvedIncident = {
  id: INCIDENT,
  startedAt: '2026-11-25T10:14:58.000Z',
  resolvedAt: '2026-11-25T10:19:58.000Z',
  url: `${BASE}/incidents/${INCIDENT}`,
  acknowledgeUrl: null,
}

/** One notice of each sort that looks different, and a hostile one; each parses as `notice`. */
export const SAMPLE_NOTICES: Readonly<
  Record<'opened' | 'warning' | 'resolved' | 'digest' | 'test' | 'hostile', Notice>
> = {
  opened,
  warning: {
    ...opened,
    kind: 'reminder',
    severity: 'warning',
    title: 'Shop is still degraded',
    summary: 'Slower than 800 ms for 2 h.',
  },
  resolved: {
    ...opened,
    kind: 'resolved',
    title: 'Shop is up again',
    summary: 'It was down for 5 minutes.',
    incident: resolvedIncident,
  },
  digest: {
    ...opened,
    kind: 'digest',
    groupKey: 'digest:9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d',
    title: '3 monitors are down',
    summary: 'Since 10:14:58 UTC.',
    facts: [],
    monitor: null,
    incident: null,
    items: ['Shop', 'Blog', 'API'].map((name) => ({
      kind: 'opened' as const,
      title: `${name} is down`,
      url: `${BASE}/incidents/${INCIDENT}`,
    })),
    url: `${BASE}/incidents`,
  },
  test: {
    ...opened,
    kind: 'test',
    groupKey: 'test:0b6f2c1e',
    severity: 'info',
    title: 'Mointering can reach this channel',
    summary: 'Ada sent this test. Nothing is wrong.',
    facts: [],
    monitor: null,
    incident: null,
    url: `${BASE}/channels`,
  },
  hostile: notice.parse({
    ...opened,
    title: `<b>&amp; *bold* _it_ [x](javascript:alert(1)) @everyone <!channel> \`code\` ${'long '.repeat(20)}`,
    summary: `</script><img src=x onerror=alert(1)>\r\nBcc: eve@example.org\n${'ü𝒳🧨 '.repeat(150)}`,
    facts: Array.from({ length: 20 }, (_, index) => ({ label: `<${index}> *l*`, value: '& '.repeat(200) })),
  }),
}
