import { text } from 'node:stream/consumers'
import { createTestAuthority, selfSigned } from '@mointering/test-kit/targets/certificates'
import { startHttpsTarget, startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { endlessBody, hang, redirectTo, resetMidBody } from '@mointering/test-kit/targets/nasty-http'
import { closedPort } from '@mointering/test-kit/targets/tcp-targets'
import { expect, test } from 'vitest'
import { createAddressGuard } from '../../prober/address-guard.js'
import { createNameResolver, type NameResolver } from '../../prober/name-resolver.js'
import type { ProviderRequest } from '../channels/channel-kind.js'
import { type ChannelRequestOptions, createChannelRequests } from './channel-requests.js'

const LOOPBACK = createAddressGuard({ allowedPrivateCidrs: ['127.0.0.0/8'] })
const PUBLIC = createAddressGuard({ allowedPrivateCidrs: [] })
const post = (url: string, more: Partial<ProviderRequest> = {}): ProviderRequest => ({
  method: 'POST',
  url,
  headers: { 'content-type': 'text/plain' },
  body: 'hello',
  ...more,
})

function send(request: ProviderRequest, options: Partial<ChannelRequestOptions> & { signal?: AbortSignal } = {}) {
  const { signal = new AbortController().signal, ...more } = options
  return createChannelRequests({ guard: LOOPBACK, resolver: createNameResolver(), ...more })(request, signal)
}

/** A resolver that knows one name only, and counts how often it is asked. */
const resolverOf = (...answers: string[][]) => {
  const asked: string[] = []
  const resolver: NameResolver = {
    async resolve(host) {
      asked.push(host)
      return answers[Math.min(asked.length, answers.length) - 1] ?? []
    },
    servers: () => [],
  }
  return { resolver, asked }
}

test('a request arrives as it is, and says who sends it', async () => {
  await using target = await startHttpTarget(async (req, res) => {
    const { method, url, headers } = req
    res.setHeader('x-two', ['a', 'b']).end(JSON.stringify({ method, url, headers, body: await text(req) }))
  })
  const url = `http://127.0.0.1:${target.port}/hook?key=1`
  const answer = await send(post(url, { method: 'PUT', body: 'grüße' }))
  expect(answer).toMatchObject({ status: 200, headers: { 'x-two': 'a, b' } })
  expect(JSON.parse(answer.body)).toEqual({
    method: 'PUT',
    url: '/hook?key=1',
    body: 'grüße',
    headers: {
      host: `127.0.0.1:${target.port}`,
      'user-agent': 'Mointering/0.1.0',
      accept: '*/*',
      'accept-encoding': 'identity',
      connection: 'close',
      'content-length': '7',
      'content-type': 'text/plain',
    },
  })
  const bytes = new Uint8Array([0, 255, 10])
  expect(JSON.parse((await send(post(url, { body: bytes }))).body).headers['content-length']).toBe('3')
})

test('the framing of the message and the host are ours, whatever the headers of a channel say', async () => {
  await using target = await startHttpTarget(async (req, res) =>
    res.end(JSON.stringify([req.headers.host, req.headers['transfer-encoding'] ?? null, await text(req)])),
  )
  const headers = { Host: 'metadata.internal', 'Content-Length': '1', 'Transfer-Encoding': 'chunked', Upgrade: 'x' }
  const { body } = await send(post(`http://127.0.0.1:${target.port}/`, { headers }))
  expect(JSON.parse(body)).toEqual([`127.0.0.1:${target.port}`, null, 'hello'])
})

test('a header that is none is refused, not sent', async () => {
  await using target = await startHttpTarget((_, res) => res.end())
  const headers = { authorization: 'Bearer a\r\nX-Evil: 1' }
  await expect(send(post(`http://127.0.0.1:${target.port}/`, { headers }))).rejects.toMatchObject({
    name: 'DeliveryError',
    isPermanent: true,
  })
})

test.each([
  'http://127.0.0.1:9/',
  'http://[::1]:9/',
  'http://2130706433:9/',
  'http://0x7f.1:9/',
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:169.254.169.254]/',
  'http://localhost:9/',
])('%s is forbidden: for a person to mend', async (url) => {
  await expect(send(post(url), { guard: PUBLIC })).rejects.toMatchObject({
    name: 'DeliveryError',
    message: expect.stringContaining('We do not connect to'),
    isPermanent: true,
    isUnsure: false,
  })
})

test('a name is resolved once, and none of its addresses may be forbidden', async () => {
  await using target = await startHttpTarget((_, res) => res.end('hello'))
  const rebinding = resolverOf(['127.0.0.1'], ['169.254.169.254'])
  const url = `http://hook.example.org:${target.port}/`
  expect(await send(post(url), rebinding)).toMatchObject({ status: 200, body: 'hello' })
  expect(rebinding.asked).toEqual(['hook.example.org'])
  const mixed = resolverOf(['127.0.0.1', '10.0.0.1'])
  await expect(send(post(url), mixed)).rejects.toMatchObject({ isPermanent: true })
})

test('a redirect is an answer, and is not followed', async () => {
  await using secret = await startHttpTarget((_, res) => res.end('secret'))
  await using target = await startHttpTarget(redirectTo(`http://127.0.0.1:${secret.port}/`))
  expect(await send(post(`http://127.0.0.1:${target.port}/`))).toMatchObject({ status: 302 })
})

test('64 KiB of an answer are read, and no more', async () => {
  await using target = await startHttpTarget(endlessBody)
  expect((await send(post(`http://127.0.0.1:${target.port}/`))).body).toHaveLength(64 * 1024)
})

test('before anything was sent nobody can have taken it', async () => {
  await expect(send(post(`http://127.0.0.1:${await closedPort()}/`))).rejects.toMatchObject({
    message: expect.stringContaining('refused the connection'),
    isUnsure: false,
    isPermanent: false,
    isOurs: false,
  })
})

test.each([
  ['says nothing', hang],
  ['breaks off within its answer', resetMidBody],
])('who %s may have taken it', async (_, handler) => {
  await using target = await startHttpTarget(handler)
  await expect(send(post(`http://127.0.0.1:${target.port}/`), { timeoutMs: 300 })).rejects.toMatchObject({
    name: 'DeliveryError',
    isUnsure: true,
    isPermanent: false,
  })
})

test('an attempt that has to end ends the request, which says nothing about the channel', async () => {
  const stop = new AbortController()
  await using target = await startHttpTarget(() => stop.abort())
  const url = `http://127.0.0.1:${target.port}/`
  await expect(send(post(url), { signal: stop.signal })).rejects.toMatchObject({ isUnsure: true, isOurs: true })
  await expect(send(post(url), { signal: stop.signal })).rejects.toMatchObject({ isUnsure: false, isOurs: true })
})

test('certificates are checked', async () => {
  const authority = await createTestAuthority()
  const hosts = ['localhost', '127.0.0.1']
  await using good = await startHttpsTarget(await authority.issue({ hosts }), (_, res) => res.end('hello'))
  await using wrong = await startHttpsTarget(await authority.issue({ hosts: ['example.org'] }), (_, res) => res.end())
  await using unknown = await startHttpsTarget(await selfSigned({ hosts }), (_, res) => res.end())
  const at = ({ port }: { port: number }) => send(post(`https://127.0.0.1:${port}/`), { extraCa: [authority.ca] })
  expect(await at(good)).toMatchObject({ status: 200, body: 'hello' })
  await expect(at(wrong)).rejects.toMatchObject({ message: expect.stringContaining('is not for'), isUnsure: false })
  await expect(at(unknown)).rejects.toMatchObject({ message: expect.stringContaining('self-signed'), isUnsure: false })
})

test.each(['not an address', 'ftp://example.org/', 'http://'])('%s is for a person to mend', async (url) => {
  await expect(send(post(url))).rejects.toMatchObject({ name: 'DeliveryError', isPermanent: true })
})
