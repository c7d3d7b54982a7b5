import type { ServerOptions } from 'node:https'
import { createTestAuthority, selfSigned, type TestAuthority } from '@mointering/test-kit/targets/certificates'
import { startHttpsTarget } from '@mointering/test-kit/targets/http-targets'
import type { Target } from '@mointering/test-kit/targets/listen'
import { hang } from '@mointering/test-kit/targets/nasty-http'
import { startTcpTarget } from '@mointering/test-kit/targets/tcp-targets'
import { beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../../test/check-in-test.js'

const HOSTS = ['localhost', '127.0.0.1']
const DAY_MS = 86_400_000
let authority: TestAuthority
let stranger: TestAuthority
beforeAll(async () => {
  authority = await createTestAuthority()
  stranger = await createTestAuthority('Nobody knows')
})

let reached = 0
const serve = (options: ServerOptions) =>
  startHttpsTarget(options, (_req, res) => {
    reached += 1
    res.end('secret page')
  })
const look = ({ port }: Target, more: object = {}, host = 'localhost') =>
  check({ kind: 'http', url: `https://${host}:${port}/`, ipFamily: 'ipv4', ...more }, { extraCa: [authority.ca] })

describe('a good certificate', () => {
  test.each(['localhost', '127.0.0.1'])('for %s is up, and is recorded with its end', async (host) => {
    await using target = await serve(await authority.issue({ hosts: HOSTS, validToDays: 90 }))
    const result = await look(target, {}, host)
    expect(result).toMatchObject({ verdict: 'up', httpStatus: 200, evidence: null })
    expect(result.phases.tlsMs).toBeGreaterThan(0)
    expect(result.certificate).toMatchObject({
      subject: 'CN=localhost',
      issuer: 'CN=Test authority',
      protocol: 'TLSv1.3',
    })
    expect(result.certificate?.fingerprint256).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    expect(Math.abs((result.certificate?.validTo ?? 0) - Date.now() - 90 * DAY_MS)).toBeLessThan(60_000)
  })

  test('with a wildcard covers one label', async () => {
    await using target = await serve(await authority.issue({ hosts: ['*.shop.localhost'] }))
    expect(await look(target, {}, 'a.shop.localhost')).toMatchObject({ verdict: 'up' })
    expect(await look(target, {}, 'a.b.shop.localhost')).toMatchObject({ errorCode: 'certificate_wrong_host' })
    expect(await look(target, {}, 'shop.localhost')).toMatchObject({ errorCode: 'certificate_wrong_host' })
  })

  test('that ends soon is degraded', async () => {
    await using target = await serve(await authority.issue({ hosts: HOSTS, validToDays: 5.5 }))
    expect(await look(target)).toMatchObject({
      verdict: 'degraded',
      errorCode: 'certificate_expires_soon',
      message: 'The certificate expires in 5 days.',
    })
    expect(await look(target, { certificateWarnDays: 5 })).toMatchObject({ verdict: 'up' })
  })

  test('over TLS 1.2 is up too', async () => {
    await using target = await serve({ ...(await authority.issue({ hosts: HOSTS })), maxVersion: 'TLSv1.2' })
    expect((await look(target)).certificate).toMatchObject({ protocol: 'TLSv1.2' })
  })
})

describe('every bad certificate is rejected before anything is sent, and still recorded', () => {
  const cases: [string, () => Promise<ServerOptions>, string, RegExp][] = [
    [
      'expired',
      () => authority.issue({ hosts: HOSTS, validFromDays: -90, validToDays: -3 }),
      'certificate_expired',
      /3 days ago/,
    ],
    [
      'not yet valid',
      () => authority.issue({ hosts: HOSTS, validFromDays: 2 }),
      'certificate_not_yet_valid',
      /only from/,
    ],
    ['self-signed', () => selfSigned({ hosts: HOSTS }), 'certificate_self_signed', /localhost is self-signed/],
    [
      'of an unknown authority',
      () => stranger.issue({ hosts: HOSTS }),
      'certificate_untrusted',
      /authority that we trust/,
    ],
    [
      'of an unknown authority, shown with it',
      () => withChain(stranger),
      'certificate_untrusted',
      /authority that we trust/,
    ],
    [
      'for another host',
      () => authority.issue({ hosts: ['example.org'] }),
      'certificate_wrong_host',
      /but for DNS:example.org/,
    ],
    [
      'for another address',
      () => authority.issue({ hosts: ['127.0.0.2'] }),
      'certificate_wrong_host',
      /not for localhost/,
    ],
    [
      'with a partial wildcard',
      () => authority.issue({ hosts: ['local*'] }),
      'certificate_wrong_host',
      /not for localhost/,
    ],
    [
      'expired and for another host',
      () => authority.issue({ hosts: ['example.org'], validFromDays: -90, validToDays: -3 }),
      'certificate_expired',
      /expired/,
    ],
  ]
  const withChain = async (issuer: TestAuthority) => {
    const { cert, key } = await issuer.issue({ hosts: HOSTS })
    return { cert: `${cert}\n${issuer.ca}`, key }
  }

  test.each(cases)('%s', async (_name, options, errorCode, message) => {
    await using target = await serve(await options())
    reached = 0
    const result = await look(target)
    expect(result).toMatchObject({ verdict: 'down', errorCode, httpStatus: null, certificate: { protocol: 'TLSv1.3' } })
    expect(result.message).toMatch(message)
    expect(reached).toBe(0)
  })

  test.each(cases)('%s, over TLS 1.2', async (_name, options, errorCode) => {
    await using target = await serve({ ...(await options()), maxVersion: 'TLSv1.2' })
    reached = 0
    expect(await look(target)).toMatchObject({ verdict: 'down', errorCode })
    expect(reached).toBe(0)
  })

  test.each(cases)('%s is up with verification off, and recorded', async (_name, options) => {
    await using target = await serve(await options())
    const result = await look(target, { verifyTls: false })
    expect(result).toMatchObject({ verdict: 'up', httpStatus: 200 })
    expect(result.certificate?.validTo).toBeGreaterThan(0)
  })

  test('a name is checked, not the address that it resolves to', async () => {
    await using target = await serve(await authority.issue({ hosts: ['127.0.0.1'] }))
    expect(await look(target)).toMatchObject({ errorCode: 'certificate_wrong_host' })
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('no session of %s is resumed', async (maxVersion) => {
    const reused: unknown[] = []
    const options = { ...(await authority.issue({ hosts: HOSTS })), maxVersion }
    await using target = await startHttpsTarget(options, ({ socket }, res) => {
      reused.push(
        'isSessionReused' in socket && typeof socket.isSessionReused === 'function' && socket.isSessionReused(),
      )
      res.end()
    })
    for (let i = 0; i < 3; i += 1) expect(await look(target)).toMatchObject({ verdict: 'up' })
    expect(reused).toEqual([false, false, false])
  })

  test('a good check before does not open the door for a bad one', async () => {
    const good = await authority.issue({ hosts: HOSTS })
    await using target = await serve(good)
    expect(await look(target)).toMatchObject({ verdict: 'up' })
    expect(await look(target, {}, '127.0.0.1')).toMatchObject({ verdict: 'up' })
    expect(await look(target, {}, 'other.localhost')).toMatchObject({ errorCode: 'certificate_wrong_host' })
  })
})

describe('handshakes that fail', () => {
  test('TLS 1.1 is too old', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    await using target = await serve({ ...(await authority.issue({ hosts: HOSTS })), ...old })
    expect(await look(target)).toMatchObject({ verdict: 'down', errorCode: 'tls_protocol_too_old' })
  })

  test('a port that speaks no TLS', async () => {
    await using target = await startTcpTarget((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))
    const result = await look(target)
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'tls_handshake_failed' })
    expect(result.message).toBe('localhost does not speak TLS on that port.')
  })

  test('a server that breaks off', async () => {
    await using target = await startTcpTarget((socket) => socket.end())
    expect(await look(target)).toMatchObject({ verdict: 'down', errorCode: 'tls_handshake_failed' })
  })

  test('a server that never shakes hands', async () => {
    await using target = await startTcpTarget()
    const settings = { kind: 'http' as const, url: `https://127.0.0.1:${target.port}/` }
    const result = await check(settings, { timeoutMs: 200 })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'tls_timeout' })
    expect(result.phases.tlsMs).toBeGreaterThan(100)
  })

  test('a server that shakes hands and hangs', async () => {
    await using target = await startHttpsTarget(await authority.issue({ hosts: HOSTS }), hang)
    const settings = { kind: 'http' as const, url: `https://127.0.0.1:${target.port}/` }
    const result = await check(settings, { timeoutMs: 300, extraCa: [authority.ca] })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'answer_timeout' })
  })
})

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a server that asks for a client certificate over %s', (version) => {
  const demanding = async () => ({
    ...(await authority.issue({ hosts: HOSTS })),
    ca: authority.ca,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: version,
    maxVersion: version,
  })

  test('lets ours in', async () => {
    const { cert: certificate, key } = await authority.issue({ hosts: ['prober'] })
    await using target = await serve(await demanding())
    const result = await look(target, { clientCertificate: { certificate, key } })
    expect(result).toMatchObject({ verdict: 'up', httpStatus: 200 })
  })

  test('refuses none and that of a stranger', async () => {
    const { cert: certificate, key } = await stranger.issue({ hosts: ['prober'] })
    await using target = await serve(await demanding())
    for (const clientCertificate of [null, { certificate, key }]) {
      const result = await look(target, { clientCertificate })
      expect(result).toMatchObject({ verdict: 'down', httpStatus: null })
      expect(result.errorCode).toMatch(
        /^(tls_client_certificate_refused|tls_handshake_failed|connection_(closed|reset))$/,
      )
    }
  })
})

test('a client certificate with another key is the fault of the monitor', async () => {
  const [one, other] = [await authority.issue({ hosts: ['a'] }), await authority.issue({ hosts: ['b'] })]
  await using target = await serve(await authority.issue({ hosts: HOSTS }))
  const result = await look(target, { clientCertificate: { certificate: one.cert, key: other.key } })
  expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'client_certificate_invalid' })
  expect(JSON.stringify(result)).not.toContain('PRIVATE KEY')
})
