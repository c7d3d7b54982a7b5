import { createTestAuthority, type TestAuthority } from '@mointering/test-kit/targets/certificates'
import { startHttpsTarget, startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { startProxyTarget } from '@mointering/test-kit/targets/proxy-target'
import { closedPort, startTcpTarget } from '@mointering/test-kit/targets/tcp-targets'
import { beforeAll, describe, expect, test } from 'vitest'
import { type CheckOptions, check } from '../../../test/check-in-test.js'

let authority: TestAuthority
beforeAll(async () => {
  authority = await createTestAuthority()
})

const through = (proxy: { port: number }, url: string, options: CheckOptions = {}) =>
  check({ kind: 'http', url, proxyUrl: `http://127.0.0.1:${proxy.port}` }, options)

test('http goes through the proxy with the whole URL', async () => {
  await using target = await startHttpTarget((_req, res) => res.end())
  await using proxy = await startProxyTarget()
  const url = `http://127.0.0.1:${target.port}/path?q=1`
  expect(await through(proxy, url)).toMatchObject({ verdict: 'up', httpStatus: 200 })
  expect(proxy.requests).toEqual([`GET ${url}`])
})

test('https goes through a tunnel, and the certificate of the target is checked', async () => {
  await using target = await startHttpsTarget(await authority.issue({ hosts: ['127.0.0.1'] }), (_req, res) => res.end())
  await using proxy = await startProxyTarget()
  const url = `https://127.0.0.1:${target.port}/`
  const result = await through(proxy, url, { extraCa: [authority.ca] })
  expect(result).toMatchObject({ verdict: 'up', certificate: { subject: 'CN=127.0.0.1' } })
  expect(proxy.requests).toEqual([`CONNECT 127.0.0.1:${target.port}`])
  expect(await through(proxy, url)).toMatchObject({ verdict: 'down', errorCode: 'certificate_untrusted' })
})

test('the proxy resolves names that we cannot', async () => {
  await using proxy = await startProxyTarget({ refuseWith: 502 })
  const names = { servers: ['127.0.0.1:1'] }
  expect(await through(proxy, 'https://only.inside.test/', { names })).toMatchObject({
    errorCode: 'proxy_target_unreachable',
  })
})

describe('trouble with the proxy says nothing about the target', () => {
  test('not there', async () => {
    const result = await through({ port: await closedPort() }, 'http://example.test/')
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'proxy_unreachable' })
    expect(result.message).toMatch(/^The proxy 127\.0\.0\.1:\d+ cannot be used: .+ refused the connection\.$/)
  })
  test.each([403, 407, 500])('answers %i to CONNECT', async (refuseWith) => {
    await using proxy = await startProxyTarget({ refuseWith })
    const result = await through(proxy, 'https://example.test/')
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'proxy_refused' })
  })
  test('hangs up', async () => {
    await using proxy = await startTcpTarget((socket) => socket.end())
    expect(await through(proxy, 'https://example.test/')).toMatchObject({
      verdict: 'unknown',
      errorCode: 'proxy_refused',
    })
  })
})

test('a proxy that cannot reach the target says that the target is down', async () => {
  await using proxy = await startProxyTarget()
  const port = await closedPort()
  const result = await through(proxy, `https://127.0.0.1:${port}/`)
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'proxy_target_unreachable' })
})

test('a tunnel that is never opened is a matter of time', async () => {
  await using proxy = await startTcpTarget()
  const result = await through(proxy, 'https://example.test/', { timeoutMs: 200 })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'connection_timeout' })
})

describe('the guard', () => {
  const strict = { allowPrivate: false, allowedPrivateCidrs: ['127.0.0.1/32'] }
  test('refuses a proxy in a forbidden network', async () => {
    await using proxy = await startProxyTarget()
    const result = await through(proxy, 'http://example.test/', { allowPrivate: false })
    expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
    expect(proxy.requests).toEqual([])
  })
  test.each(['http://10.0.0.1/', 'https://169.254.169.254/', 'http://[fd00:ec2::254]/', 'http://2852039166/'])(
    'refuses the target %s behind an allowed proxy',
    async (url) => {
      await using proxy = await startProxyTarget()
      expect(await through(proxy, url, strict)).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
      expect(proxy.requests).toEqual([])
    },
  )
  test('refuses the name of the proxy’s own machine', async () => {
    await using proxy = await startProxyTarget()
    const result = await through(proxy, 'http://localhost/', {
      allowPrivate: false,
      allowedPrivateCidrs: ['127.0.0.1/32'],
    })
    expect(result).not.toMatchObject({ errorCode: 'address_refused' }) // 127.0.0.1 is listed here
    const lan = { allowPrivate: false, allowedPrivateCidrs: ['127.0.0.2/32'] }
    const settings = { kind: 'http' as const, url: 'http://localhost/', proxyUrl: 'http://127.0.0.2:9/' }
    expect(await check(settings, lan)).toMatchObject({ errorCode: 'address_refused' })
  })
})
