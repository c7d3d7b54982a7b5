import { createTestAuthority, selfSigned, type TestAuthority } from '@mointering/test-kit/targets/certificates'
import { closedPort, startTlsTarget } from '@mointering/test-kit/targets/tcp-targets'
import { beforeAll, expect, test, vi } from 'vitest'
import { check } from '../../../test/check-in-test.js'

let authority: TestAuthority
beforeAll(async () => {
  authority = await createTestAuthority()
})

const look = (port: number, more: object = {}) =>
  check({ kind: 'tls', host: '127.0.0.1', port, ...more }, { extraCa: [authority.ca] })

test('a good certificate is up, with phases and certificate', async () => {
  await using target = await startTlsTarget(await authority.issue({ hosts: ['127.0.0.1'] }))
  const result = await look(target.port)
  expect(result).toMatchObject({ verdict: 'up', certificate: { subject: 'CN=127.0.0.1', protocol: 'TLSv1.3' } })
  expect(result.phases.connectMs).toBeGreaterThan(0)
  expect(result.phases.tlsMs).toBeGreaterThan(0)
})

test.each([
  [40.5, 'up', null],
  [20.5, 'degraded', 'The certificate expires in 20 days; the limit is 21.'],
  [6.5, 'down', 'The certificate expires in 6 days; the limit is 7.'],
  [0.5, 'down', 'The certificate expires in 0 days; the limit is 7.'],
])('%d days to its end is %s', async (validToDays, verdict, message) => {
  await using target = await startTlsTarget(await authority.issue({ hosts: ['127.0.0.1'], validToDays }))
  const errorCode = message ? 'certificate_expires_soon' : null
  expect(await look(target.port)).toMatchObject({ verdict, message, errorCode })
})

test('the name that is asked for is the one that is checked', async () => {
  const names: unknown[] = []
  const options = await authority.issue({ hosts: ['shop.example.org'] })
  await using target = await startTlsTarget(options, (socket) => {
    if ('servername' in socket) names.push(socket.servername)
  })
  expect(await look(target.port, { serverName: 'shop.example.org' })).toMatchObject({ verdict: 'up' })
  await vi.waitFor(() => expect(names).toEqual(['shop.example.org']))
  expect(await look(target.port)).toMatchObject({ verdict: 'down', errorCode: 'certificate_wrong_host' })
})

test('expired and self-signed have codes of their own', async () => {
  const expired = await authority.issue({ hosts: ['127.0.0.1'], validFromDays: -9, validToDays: -1 })
  await using old = await startTlsTarget(expired)
  expect(await look(old.port)).toMatchObject({ verdict: 'down', errorCode: 'certificate_expired' })
  await using own = await startTlsTarget(await selfSigned({ hosts: ['127.0.0.1'] }))
  expect(await look(own.port)).toMatchObject({ verdict: 'down', errorCode: 'certificate_self_signed' })
})

test('TLS 1.2 is too old where the monitor wants 1.3', async () => {
  await using target = await startTlsTarget({
    ...(await authority.issue({ hosts: ['127.0.0.1'] })),
    maxVersion: 'TLSv1.2',
  })
  expect(await look(target.port)).toMatchObject({ verdict: 'up' })
  expect(await look(target.port, { minProtocol: 'TLSv1.3' })).toMatchObject({
    verdict: 'down',
    errorCode: 'tls_protocol_too_old',
    message: 'The server speaks TLSv1.2; the monitor wants TLSv1.3.',
  })
})

test('a closed port is down', async () => {
  expect(await look(await closedPort())).toMatchObject({ verdict: 'down', errorCode: 'connection_refused' })
})
