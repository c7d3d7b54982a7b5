import { type NameBehaviour, startDnsTarget } from '@mointering/test-kit/targets/dns-target'
import { startTcpTarget } from '@mointering/test-kit/targets/tcp-targets'
import { describe, expect, test } from 'vitest'
import { check } from '../../../test/check-in-test.js'

const A = (name: string, data: string) => ({ type: 'A' as const, name, ttl: 60, data })
const NAMES: Record<string, NameBehaviour> = {
  'example.org': [A('example.org', '192.0.2.1'), A('example.org', '192.0.2.2')],
  'six.example.org': [{ type: 'AAAA', name: 'six.example.org', data: '2001:db8::1' }],
  'mail.example.org': [
    { type: 'MX', name: 'mail.example.org', data: { preference: 10, exchange: 'mx1.example.org' } },
    { type: 'TXT', name: 'mail.example.org', data: ['v=spf1 ', 'include:example.net -all'] },
    { type: 'CAA', name: 'mail.example.org', data: { flags: 0, tag: 'issue', value: 'letsencrypt.org' } },
    { type: 'NS', name: 'mail.example.org', data: 'ns1.example.org' },
    { type: 'SRV', name: 'mail.example.org', data: { priority: 1, weight: 2, port: 443, target: 'srv.example.org' } },
    {
      type: 'SOA',
      name: 'mail.example.org',
      data: {
        mname: 'ns1.example.org',
        rname: 'root.example.org',
        serial: 7,
        refresh: 1,
        retry: 2,
        expire: 3,
        minimum: 4,
      },
    },
  ],
  '1.2.0.192.in-addr.arpa': [{ type: 'PTR', name: '1.2.0.192.in-addr.arpa', data: 'host.example.org' }],
  'big.example.org': { truncated: Array.from({ length: 100 }, (_, i) => A('big.example.org', `192.0.2.${i}`)) },
  'slow.example.org': { afterMs: 40, answers: [A('slow.example.org', '192.0.2.1')] },
  'broken.example.org': 'SERVFAIL',
  'refused.example.org': 'REFUSED',
  'silent.example.org': 'silent',
  'garbage.example.org': 'garbage',
  'forged.example.org': 'forged',
}

/** Asks a server that the monitor names. */
async function ask(settings: object, timeoutMs = 1000) {
  await using server = await startDnsTarget(NAMES)
  return await check(
    { kind: 'dns', host: 'example.org', resolver: '127.0.0.1', resolverPort: server.port, ...settings },
    { timeoutMs },
  )
}

describe('records that are as expected are up', () => {
  test.each([
    [{ host: 'example.org', recordType: 'A' }],
    [{ host: 'EXAMPLE.org.', recordType: 'A', expectedValues: ['192.0.2.2', '192.0.2.1'] }],
    [{ host: 'six.example.org', recordType: 'AAAA', expectedValues: ['2001:DB8:0::1'] }],
    [{ host: 'mail.example.org', recordType: 'MX', expectedValues: ['10 MX1.example.org.'] }],
    [{ host: 'mail.example.org', recordType: 'MX', expectedValues: ['mx1.example.org'] }],
    [{ host: 'mail.example.org', recordType: 'TXT', expectedValues: ['v=spf1 include:example.net -all'] }],
    [{ host: 'mail.example.org', recordType: 'CAA', expectedValues: ['0 issue "letsencrypt.org"'] }],
    [{ host: 'mail.example.org', recordType: 'NS', expectedValues: ['ns1.example.org.'] }],
    [{ host: 'mail.example.org', recordType: 'SRV', expectedValues: ['1 2 443 srv.example.org'] }],
    [{ host: 'mail.example.org', recordType: 'SOA', expectedValues: ['7'] }],
    [{ host: '192.0.2.1', recordType: 'PTR', expectedValues: ['host.example.org'] }],
    [{ host: 'big.example.org', recordType: 'A', expectedValues: ['192.0.2.99'] }],
    [{ host: 'nothing.example.org', expectedRcode: 'NXDOMAIN' }],
    [{ host: 'broken.example.org', expectedRcode: 'SERVFAIL' }],
  ])('%j', async (settings) => {
    const result = await ask(settings)
    expect(result).toMatchObject({ verdict: 'up', errorCode: null })
    expect(result.phases.dnsMs).toBeGreaterThan(0)
  })
})

describe('what is not as expected is down', () => {
  test.each([
    [
      { host: 'nothing.example.org' },
      'dns_rcode',
      'The answer for A nothing.example.org is NXDOMAIN; expected is NOERROR.',
    ],
    [
      { host: 'broken.example.org' },
      'dns_rcode',
      'The answer for A broken.example.org is SERVFAIL; expected is NOERROR.',
    ],
    [
      { host: 'refused.example.org' },
      'dns_rcode',
      'The answer for A refused.example.org is REFUSED; expected is NOERROR.',
    ],
    [{ host: 'example.org', recordType: 'AAAA' }, 'dns_records_missing', 'example.org has no AAAA record.'],
    [
      { host: 'example.org', expectedValues: ['192.0.2.1', '192.0.2.9'] },
      'dns_records_missing',
      'example.org has no A record 192.0.2.9; it has 192.0.2.1, 192.0.2.2.',
    ],
    [
      { host: 'mail.example.org', recordType: 'TXT', expectedValues: ['V=SPF1 include:example.net -all'] },
      'dns_records_missing',
      'mail.example.org has no TXT record V=SPF1 include:example.net -all; it has v=spf1 include:example.net -all.',
    ],
  ])('%j is %s', async (settings, errorCode, message) =>
    expect(await ask(settings)).toMatchObject({ verdict: 'down', errorCode, message }),
  )

  test.each([
    ['silent.example.org', 'dns_no_answer'],
    ['garbage.example.org', 'dns_invalid_answer'],
    ['forged.example.org', 'dns_invalid_answer'],
  ])('%s is %s', async (host, errorCode) =>
    expect(await ask({ host }, 250)).toMatchObject({ verdict: 'down', errorCode }),
  )

  test('a port without a DNS server is refused', async () => {
    await using target = await startTcpTarget() // TCP only: nothing takes UDP there
    const settings = { kind: 'dns' as const, host: 'example.org', resolver: '127.0.0.1', resolverPort: target.port }
    expect(await check(settings)).toMatchObject({ verdict: 'down', errorCode: 'connection_refused' })
  })
})

test('slower than the limit is degraded', async () => {
  expect(await ask({ host: 'slow.example.org', degradedMs: 10 })).toMatchObject({
    verdict: 'degraded',
    errorCode: 'slow',
  })
})

test('a resolver in a forbidden network is not asked', async () => {
  await using server = await startDnsTarget(NAMES)
  const settings = { kind: 'dns' as const, host: 'example.org', resolver: '127.0.0.1', resolverPort: server.port }
  expect(await check(settings, { allowPrivate: false })).toMatchObject({
    verdict: 'unknown',
    errorCode: 'address_refused',
  })
  expect(server.questions).toEqual([])
})

describe('the region’s own resolver', () => {
  const askOurs = async (host: string) => {
    await using server = await startDnsTarget(NAMES)
    return await check(
      { kind: 'dns', host },
      { timeoutMs: 250, allowedPrivateCidrs: ['192.0.2.0/24'], names: { servers: [server.address] } },
    )
  }
  test.each([
    ['example.org', 'up', null],
    ['nothing.example.org', 'down', 'dns_rcode'],
    ['broken.example.org', 'unknown', 'dns_server_failure'],
    ['refused.example.org', 'unknown', 'dns_server_failure'],
    ['silent.example.org', 'unknown', 'dns_timeout'],
    ['garbage.example.org', 'unknown', 'resolver_unreachable'],
  ])('%s is %s (%s)', async (host, verdict, errorCode) =>
    expect(await askOurs(host)).toMatchObject({ verdict, errorCode }),
  )
})

describe('our own resolver tells nothing of our own network', () => {
  const INSIDE: Record<string, NameBehaviour> = {
    'db.inside.test': [A('db.inside.test', '10.20.30.40')],
    'meta.inside.test': [A('meta.inside.test', '169.254.169.254')],
    '40.30.20.10.in-addr.arpa': [{ type: 'PTR', name: '40.30.20.10.in-addr.arpa', data: 'db.inside.test' }],
    'public.test': [A('public.test', '93.184.215.14')],
  }
  const lookInside = async (settings: object) => {
    await using server = await startDnsTarget(INSIDE)
    const names = { servers: [server.address] }
    return await check({ kind: 'dns', host: 'public.test', ...settings }, { allowPrivate: false, names })
  }
  test.each([
    [{ host: 'db.inside.test', expectedValues: ['192.0.2.9'] }, '10.20.30.40'],
    [{ host: 'meta.inside.test' }, '169.254.169.254'],
    [{ host: '10.20.30.40', recordType: 'PTR', expectedValues: ['x'] }, 'db.inside.test'],
  ])('%o does not show %s', async (settings, secret) => {
    const result = await lookInside(settings)
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
    expect(JSON.stringify(result)).not.toContain(secret)
  })
  test('what is public is answered', async () => expect(await lookInside({})).toMatchObject({ verdict: 'up' }))
})
