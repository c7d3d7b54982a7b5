import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { startHttpTarget } from '@mointering/test-kit/targets/http-targets'
import { describe, expect, test } from 'vitest'
import { check } from '../../../test/check-in-test.js'

type Request = { method: string | undefined; headers: IncomingMessage['headers']; body: string }

/** What the target gets of a check with these settings. */
async function requestOf(settings: object): Promise<Request> {
  let got: Request | null = null
  await using target = await startHttpTarget((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      got = { method: req.method, headers: req.headers, body: Buffer.concat(chunks).toString() }
      res.end()
    })
  })
  const result = await check({ kind: 'http', url: `http://127.0.0.1:${target.port}/`, ...settings })
  expect(result).toMatchObject({ verdict: 'up' })
  if (!got) throw new Error('nothing came')
  return got
}

test('says who asks, asks for anything, packed or not, and keeps nothing open', async () => {
  const { headers } = await requestOf({})
  expect(headers).toMatchObject({
    host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    'user-agent': expect.stringMatching(
      /^Mointering\/\d+\.\d+\.\d+ \(\+https:\/\/github\.com\/mointering\/mointering\)$/,
    ),
    accept: '*/*',
    'accept-encoding': 'gzip, deflate, br',
    connection: 'close',
  })
})

test('the version that we say is that of the package', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'))
  expect((await requestOf({})).headers['user-agent']).toContain(`Mointering/${version} `)
})

test('headers of the monitor win over ours, whatever their case', async () => {
  const headers = [
    { name: 'user-agent', value: 'curl' },
    { name: 'HOST', value: 'virtual.example.org' },
    { name: 'X-Twice', value: '1' },
    { name: 'X-Twice', value: '2' },
    { name: 'X-Word', value: 'füchse 🦊' },
  ]
  const got = await requestOf({ headers })
  expect(got.headers).toMatchObject({ 'user-agent': 'curl', host: 'virtual.example.org', 'x-twice': '1, 2' })
  expect(Buffer.from(String(got.headers['x-word']), 'latin1').toString()).toBe('füchse 🦊')
})

describe('authentication', () => {
  test('basic, in UTF-8', async () => {
    const { headers } = await requestOf({ authentication: { scheme: 'basic', username: 'ada', password: 'pä:ss' } })
    expect(headers.authorization).toBe(`Basic ${Buffer.from('ada:pä:ss').toString('base64')}`)
  })
  test('bearer', async () => {
    const { headers } = await requestOf({ authentication: { scheme: 'bearer', token: 'abc.def' } })
    expect(headers.authorization).toBe('Bearer abc.def')
  })
})

describe('the body', () => {
  test.each([
    ['{"a":1}', 'application/json'],
    ['hällo', 'text/plain; charset=utf-8'],
  ])('%s goes as %s with its length in bytes', async (body, type) => {
    const got = await requestOf({ method: 'POST', body })
    expect(got).toMatchObject({ method: 'POST', body })
    expect(got.headers).toMatchObject({ 'content-type': type, 'content-length': String(Buffer.byteLength(body)) })
  })
  test('none of a POST has length 0', async () => {
    expect((await requestOf({ method: 'POST' })).headers).toMatchObject({ 'content-length': '0' })
  })
  test('Expect: 100-continue does not hold it back', async () => {
    const headers = [{ name: 'Expect', value: '100-continue' }]
    expect(await requestOf({ method: 'PUT', body: 'cargo', headers })).toMatchObject({ body: 'cargo' })
  })
})
