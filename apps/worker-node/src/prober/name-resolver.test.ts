import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDnsTarget } from '@mointering/test-kit/targets/dns-target'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { describe, expect, test } from 'vitest'
import { check } from '../../test/check-in-test.js'
import { parseHosts } from './hosts-file.js'
import { createNameResolver } from './name-resolver.js'

const A = (name: string, data: string) => ({ type: 'A' as const, name, data })
const AAAA = (name: string, data: string) => ({ type: 'AAAA' as const, name, data })

describe('addresses', () => {
  test('any is IPv4, and IPv6 where there is no IPv4', async () => {
    await using dns = await startDnsTarget({
      'both.test': [A('both.test', '192.0.2.1'), AAAA('both.test', '2001:db8::1')],
      'six.test': [AAAA('six.test', '2001:db8::1')],
    })
    const { resolve } = createNameResolver({ servers: [dns.address] })
    expect(await resolve('both.test', 'any')).toEqual(['192.0.2.1'])
    expect(await resolve('both.test', 'ipv6')).toEqual(['2001:db8::1'])
    expect(await resolve('six.test', 'any')).toEqual(['2001:db8::1'])
    await expect(resolve('six.test', 'ipv4')).rejects.toMatchObject({
      finding: { code: 'dns_no_address', verdict: 'down' },
    })
  })

  test('an alias is followed', async () => {
    await using dns = await startDnsTarget({
      'www.test': [{ type: 'CNAME', name: 'www.test', data: 'real.test' }, A('real.test', '192.0.2.7')],
    })
    expect(await createNameResolver({ servers: [dns.address] }).resolve('www.test', 'any')).toEqual(['192.0.2.7'])
  })

  test('questions at the same time share one answer, later ones ask again', async () => {
    await using dns = await startDnsTarget({ 'one.test': { afterMs: 20, answers: [A('one.test', '192.0.2.1')] } })
    const { resolve } = createNameResolver({ servers: [dns.address] })
    await Promise.all(Array.from({ length: 20 }, () => resolve('one.test', 'any')))
    expect(dns.questions).toHaveLength(1)
    await resolve('one.test', 'any')
    expect(dns.questions).toHaveLength(2)
  })

  test('localhost is loopback, without asking anybody', async () => {
    const { resolve } = createNameResolver({ servers: ['127.0.0.1:1'], hostsPath: '/nowhere' })
    expect(await resolve('localhost', 'any')).toEqual(['127.0.0.1'])
    expect(await resolve('app.LOCALHOST.', 'ipv6')).toEqual(['::1'])
  })

  test('the hosts file comes first, and is read at the first question of many', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hosts-'))
    const hostsPath = join(folder, 'hosts')
    await writeFile(
      hostsPath,
      '# mine\n192.168.7.1\tnas.home nas\n192.168.7.2 nas.home # second\nfd00::7 six.home\nrubbish line\n',
    )
    const { resolve } = createNameResolver({ servers: ['127.0.0.1:1'], hostsPath })
    const [first, second] = await Promise.all([resolve('NAS.home', 'any'), resolve('six.home', 'any')])
    expect(first).toEqual(['192.168.7.1', '192.168.7.2'])
    expect(second).toEqual(['fd00::7'])
    await expect(resolve('six.home', 'ipv4')).rejects.toMatchObject({ finding: { code: 'dns_no_address' } })
    await rm(folder, { recursive: true })
  })

  test('a hosts file with rubbish in it gives what is good', () => {
    expect([...parseHosts('::1 a\n\n#1.2.3.4 b\n1.2.3 c\n 10.0.0.1   D e#f')]).toEqual([
      ['a', ['::1']],
      ['d', ['10.0.0.1']],
      ['e', ['10.0.0.1']],
    ])
  })
})

test('the servers that are asked are known, with their ports', () => {
  const { servers } = createNameResolver({
    servers: ['192.0.2.53', '192.0.2.54:5353', '[2001:db8::53]:5300', '2001:db8::1'],
  })
  expect(servers()).toEqual([
    { address: '192.0.2.53', port: 53 },
    { address: '192.0.2.54', port: 5353 },
    { address: '2001:db8::53', port: 5300 },
    { address: '2001:db8::1', port: 53 },
  ])
})

describe('a check of a name', () => {
  test('connects to the address of the name, and takes slow DNS into its phases', async () => {
    await using target = await startHttpTarget((_req, res) => res.end())
    await using dns = await startDnsTarget({ 'slow.test': { afterMs: 60, answers: [A('slow.test', '127.0.0.1')] } })
    const result = await check(
      { kind: 'http', url: `http://slow.test:${target.port}/` },
      { names: { servers: [dns.address] } },
    )
    expect(result).toMatchObject({ verdict: 'up' })
    expect(result.phases.dnsMs).toBeGreaterThan(55)
  })

  test('a name with IPv6 only is reached', async () => {
    await using target = await startHttpTarget((_req, res) => res.end(), '::1')
    await using dns = await startDnsTarget({ 'six.test': [AAAA('six.test', '::1')] })
    const result = await check(
      { kind: 'http', url: `http://six.test:${target.port}/` },
      { names: { servers: [dns.address] } },
    )
    expect(result).toMatchObject({ verdict: 'up' })
  })

  test('one private address among public ones is enough to refuse (DNS rebinding)', async () => {
    await using dns = await startDnsTarget({ 'mixed.test': [A('mixed.test', '1.1.1.1'), A('mixed.test', '127.0.0.1')] })
    const options = { names: { servers: [dns.address] }, allowPrivate: false }
    const result = await check({ kind: 'http', url: 'http://mixed.test/' }, options)
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
    expect(result.message).toBe('We do not connect to mixed.test (127.0.0.1): loopback.')
  })

  test('a name that does not exist is down', async () => {
    await using dns = await startDnsTarget({})
    const result = await check({ kind: 'http', url: 'http://nothing.test/' }, { names: { servers: [dns.address] } })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'dns_not_found' })
    expect(result.message).toBe('The name nothing.test does not exist (NXDOMAIN).')
  })
})
