import { CHECK_ERRORS, explainCheckError } from '@mointering/api-contract/pipeline/check-error-codes'
import { startDnsTarget } from '@mointering/test-kit/targets/dns-target'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { hang } from '@mointering/test-kit/targets/nasty-http'
import { startTcpTarget } from '@mointering/test-kit/targets/tcp-targets'
import { describe, expect, test, vi } from 'vitest'
import { type CheckOptions, check } from '../../test/check-in-test.js'
import { createAddressGuard } from './address-guard.js'
import { failure } from './finding.js'
import { createNameResolver } from './name-resolver.js'
import { explainSocketError } from './net/network-errors.js'
import { createCheckRunner } from './run-check.js'
import type { Sight } from './sight.js'

describe('our resolver', () => {
  const site = (options: CheckOptions) =>
    check({ kind: 'http', url: 'http://site.test/' }, { timeoutMs: 300, ...options })

  test.each([
    ['SERVFAIL', 'dns_server_failure', 'Our resolver answered SERVFAIL for site.test.'],
    ['REFUSED', 'dns_server_failure', 'Our resolver failed for site.test: EREFUSED.'],
    ['silent', 'dns_timeout', 'Our resolver did not answer for site.test within 300 ms.'],
  ] as const)('that is %s is unknown', async (behaviour, errorCode, message) => {
    await using dns = await startDnsTarget({ 'site.test': behaviour })
    expect(await site({ names: { servers: [dns.address] } })).toMatchObject({ verdict: 'unknown', errorCode, message })
  })

  test('that is not there is unknown', async () => {
    await using closed = await startTcpTarget() // nothing takes UDP there
    const result = await site({ names: { servers: [`127.0.0.1:${closed.port}`] } })
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'resolver_unreachable' })
  })

  test('that says NXDOMAIN is right: that is the target’s', async () => {
    await using dns = await startDnsTarget({ 'site.test': 'NXDOMAIN' })
    expect(await site({ names: { servers: [dns.address] } })).toMatchObject({
      verdict: 'down',
      errorCode: 'dns_not_found',
    })
  })
})

describe('errors of the operating system', () => {
  test.each([
    ['EMFILE', 'unknown', 'prober_out_of_resources'],
    ['ENFILE', 'unknown', 'prober_out_of_resources'],
    ['ENOBUFS', 'unknown', 'prober_out_of_resources'],
    ['ENOMEM', 'unknown', 'prober_out_of_resources'],
    ['EADDRNOTAVAIL', 'unknown', 'prober_out_of_resources'],
    ['EACCES', 'unknown', 'prober_out_of_resources'],
    ['ENETUNREACH', 'unknown', 'prober_no_network'],
    ['EAFNOSUPPORT', 'unknown', 'prober_no_network'],
    ['ECONNREFUSED', 'down', 'connection_refused'],
    ['ECONNRESET', 'down', 'connection_reset'],
    ['EPIPE', 'down', 'connection_reset'],
    ['ETIMEDOUT', 'down', 'connection_timeout'],
    ['EHOSTUNREACH', 'down', 'host_unreachable'],
    ['EWHATEVER', 'down', 'network_error'],
  ])('%s is %s (%s)', (code, verdict, expected) => {
    const error = Object.assign(new Error('socket'), { code })
    expect(explainSocketError(error, 'host port 80').finding).toMatchObject({ verdict, code: expected })
  })
})

describe('a shutdown is unknown, never down', () => {
  const running: [string, (port: number) => Parameters<typeof check>[0]][] = [
    ['waiting for an answer', (port) => ({ kind: 'http', url: `http://127.0.0.1:${port}/` })],
    ['shaking hands', (port) => ({ kind: 'tls', host: '127.0.0.1', port })],
    ['waiting for a text', (port) => ({ kind: 'tcp', host: '127.0.0.1', port, expect: 'never' })],
  ]
  test.each(running)('while %s', async (_name, settings) => {
    const stop = new AbortController()
    await using target = await startTcpTarget(() => stop.abort())
    const result = await check(settings(target.port), { shutdown: stop.signal })
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'prober_shutdown' })
  })

  test('while waiting for the resolver', async () => {
    const stop = new AbortController()
    await using dns = await startDnsTarget({ 'slow.test': 'silent' })
    const result = check(
      { kind: 'http', url: 'http://slow.test/' },
      { shutdown: stop.signal, names: { servers: [dns.address] } },
    )
    await vi.waitFor(() => expect(dns.questions).not.toEqual([]))
    stop.abort()
    expect(await result).toMatchObject({ verdict: 'unknown', errorCode: 'prober_shutdown' })
  })

  test('while waiting for a DNS server of the monitor', async () => {
    const stop = new AbortController()
    await using dns = await startDnsTarget({ 'slow.test': 'silent' })
    const settings = { kind: 'dns' as const, host: 'slow.test', resolver: '127.0.0.1', resolverPort: dns.port }
    const result = check(settings, { shutdown: stop.signal })
    await vi.waitFor(() => expect(dns.questions).not.toEqual([]))
    stop.abort()
    expect(await result).toMatchObject({ verdict: 'unknown', errorCode: 'prober_shutdown' })
  })

  test('before it began: nothing is sent', async () => {
    let visits = 0
    await using target = await startHttpTarget((req, res) => {
      visits += 1
      hang(req, res)
    })
    const result = await check(
      { kind: 'http', url: `http://127.0.0.1:${target.port}/` },
      { shutdown: AbortSignal.abort() },
    )
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'prober_shutdown' })
    expect(visits).toBe(0)
  })
})

test('a bug of ours is unknown, and is logged', async () => {
  const error = vi.fn()
  const guard = {
    refusal() {
      throw new TypeError('a bug')
    },
  }
  const run = createCheckRunner({ guard, resolver: createNameResolver(), log: { error } })
  const settings = {
    kind: 'tls',
    host: '127.0.0.1',
    port: 443,
    serverName: null,
    minDaysLeft: 7,
    warnDaysLeft: 21,
    minProtocol: 'TLSv1.2',
    ipFamily: 'any',
  } as const
  const task = { monitorKey: null, slot: 0, attempt: 0, notAfter: 0, timeoutMs: 100, settings }
  const result = await run(task, 'test', new AbortController().signal)
  expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'internal_error' })
  expect(error).toHaveBeenCalledOnce()
})

test('a guard is needed at every kind', async () => {
  const guard = createAddressGuard({ allowedPrivateCidrs: [] })
  const hosts = { host: '127.0.0.1', port: 9 }
  const every: Parameters<typeof check>[0][] = [
    { kind: 'http', url: 'http://127.0.0.1:9/' },
    { kind: 'tcp', ...hosts },
    { kind: 'tls', ...hosts },
    { kind: 'ping', host: '127.0.0.1' },
    { kind: 'dns', host: 'example.org', resolver: '127.0.0.1' },
  ]
  for (const settings of every) {
    expect(await check(settings, { guard })).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
  }
})

test('the catalogue decides between unknown and down, and every entry is a help', () => {
  for (const [code, { title, advice, ours }] of Object.entries(CHECK_ERRORS)) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(title.length).toBeGreaterThan(5)
    expect(advice).toMatch(/^[A-Z].{15,}\.$/)
    expect(explainCheckError(code)).toEqual({ title, advice, ours })
  }
  expect(failure('address_refused', '').verdict).toBe('unknown')
  expect(failure('connection_refused', '').verdict).toBe('down')
  expect(explainCheckError('from_the_future')).toBeNull()
  expect(explainCheckError('toString')).toBeNull()
})

describe('a silent target', () => {
  const silent = async (seen: 'sees' | 'blind' | 'unclear') => {
    const asked: (string | null)[] = []
    const sight: Sight = {
      answered: expect.unreachable,
      look: async (address) => {
        asked.push(address)
        return seen
      },
    }
    await using target = await startTcpTarget()
    const { port } = target
    await target[Symbol.asyncDispose]()
    const result = await check({ kind: 'tcp', host: '127.0.0.1', port }, { sight })
    return { result, asked }
  }

  test('is unknown while we see nothing else', async () => {
    const { result, asked } = await silent('blind')
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'prober_blind' })
    expect(asked).toEqual(['127.0.0.1'])
  })

  test('is down, for sure, while we see others', async () => {
    expect((await silent('sees')).result).toMatchObject({ verdict: 'down', sighted: true })
  })

  test('is down where nothing can be told', async () => {
    const { result } = await silent('unclear')
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'connection_refused' })
    expect(result.sighted).toBeUndefined()
  })

  test('that says something wrong is down, and shows that we see', async () => {
    const answered: string[] = []
    const sight: Sight = { answered: (address) => answered.push(address), look: async () => 'blind' }
    await using target = await startHttpTarget((_req, res) => res.writeHead(503).end())
    const result = await check({ kind: 'http', url: `http://127.0.0.1:${target.port}/` }, { sight })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'http_status' })
    expect(answered).toEqual(['127.0.0.1'])
  })
})
