import { createTestAuthority } from '@mointering/test-kit/targets/certificates'
import { closedPort, startTcpTarget, startTlsTarget } from '@mointering/test-kit/targets/tcp-targets'
import { expect, test } from 'vitest'
import { check } from '../../../test/check-in-test.js'

const tcp = (port: number, more: object = {}, options: Parameters<typeof check>[1] = {}) =>
  check({ kind: 'tcp', host: '127.0.0.1', port, ...more }, options)

test('an open port is up', async () => {
  await using target = await startTcpTarget()
  const result = await tcp(target.port)
  expect(result).toMatchObject({ verdict: 'up', evidence: null })
  expect(result.phases.connectMs).toBeGreaterThan(0)
})

test('a closed port is down', async () => {
  expect(await tcp(await closedPort())).toMatchObject({ verdict: 'down', errorCode: 'connection_refused' })
})

test('the expected greeting is up, however it is cut into packets', async () => {
  await using target = await startTcpTarget((socket) => {
    socket.setNoDelay(true)
    socket.write('220 ma', () => setImmediate(() => socket.write('il ESMTP\r\n')))
  })
  const result = await tcp(target.port, { expect: '220 mail' })
  expect(result).toMatchObject({ verdict: 'up' })
  expect(result.phases.ttfbMs).toBeGreaterThan(0)
})

test('what is sent is answered', async () => {
  await using target = await startTcpTarget((socket) =>
    socket.on('data', (text) => socket.write(String(text) === 'PING\r\n' ? '+PONG\r\n' : '-ERR\r\n')),
  )
  expect(await tcp(target.port, { send: 'PING\r\n', expect: '+PONG' })).toMatchObject({ verdict: 'up' })
  const result = await tcp(target.port, { send: 'HELLO\r\n', expect: '+PONG' }, { timeoutMs: 200 })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'tcp_unexpected_answer' })
  expect(result.message).toContain('sent other text within 200 ms (6 bytes came) without “+PONG”')
  expect(result.evidence?.bodySample).toBe('-ERR\r\n')
})

test('a silent server is down when an answer is expected', async () => {
  await using target = await startTcpTarget()
  const result = await tcp(target.port, { expect: 'hello' }, { timeoutMs: 200 })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'answer_timeout' })
})

test('a server that closes before the text came is down', async () => {
  await using target = await startTcpTarget((socket) => socket.end('bye'))
  const result = await tcp(target.port, { expect: 'hello' })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'tcp_unexpected_answer' })
  expect(result.message).toContain('closed the connection')
})

test('a reset is down', async () => {
  await using target = await startTcpTarget((socket) => socket.resetAndDestroy())
  const result = await tcp(target.port, { expect: 'hello' })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'connection_reset' })
})

test('a flood without the text ends at the cap', async () => {
  await using target = await startTcpTarget((socket) => socket.write(Buffer.alloc(1_000_000, 'x')))
  const result = await tcp(target.port, { expect: 'hello' })
  expect(result).toMatchObject({ verdict: 'down', errorCode: 'tcp_unexpected_answer' })
  expect(result.evidence?.bodySample).toHaveLength(4096)
})

test('over TLS the certificate is checked, unless that is off', async () => {
  const authority = await createTestAuthority()
  await using target = await startTlsTarget(await authority.issue({ hosts: ['127.0.0.1'] }), (socket) =>
    socket.write('hello'),
  )
  const settings = { tls: true, expect: 'hello' }
  const trusting = await tcp(target.port, settings, { extraCa: [authority.ca] })
  expect(trusting).toMatchObject({ verdict: 'up', certificate: { issuer: 'CN=Test authority' } })
  expect(await tcp(target.port, settings)).toMatchObject({ verdict: 'down', errorCode: 'certificate_untrusted' })
  expect(await tcp(target.port, { ...settings, verifyTls: false })).toMatchObject({ verdict: 'up' })
})
