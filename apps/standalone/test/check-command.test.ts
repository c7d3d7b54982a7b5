import type { RequestListener } from 'node:http'
import { startHttpTarget, startRawTarget } from '@mointering/test-kit/targets/http-targets'
import {
  dripBody,
  endlessRedirects,
  hang,
  hugeHeaders,
  keepAliveLiar,
  redirectTo,
  resetMidBody,
} from '@mointering/test-kit/targets/nasty-http'
import { closedPort, startTcpTarget } from '@mointering/test-kit/targets/tcp-targets'
import { describe, expect, test } from 'vitest'
import { fromSources, run } from './support/running-mointering.js'

const check = (...args: string[]) => run(fromSources('check', ...args))

test('a good answer is up: exit code 0 and a waterfall without colours', async () => {
  await using target = await startHttpTarget((_req, res) => res.end('fine'))
  const { code, stdout, stderr } = await check(`http://127.0.0.1:${target.port}/`)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/UP {2}HTTP 200 {2}[\d.]+ ms/)
  expect(stdout).toMatch(/^ {2}connect +█+ +[\d.]+ ms$/m)
  expect(stdout).toMatch(/^ {2}first byte +█+ +[\d.]+ ms$/m)
  expect(stdout).not.toContain('\u001b')
})

describe('a nasty server is down, with its reason, in time', () => {
  const handlers: [string, RequestListener, string][] = [
    ['hangs', hang, 'answer_timeout'],
    // Whether the head or the reset is seen first is up to the network.
    ['resets mid-body', resetMidBody, expect.stringMatching(/^(body_incomplete|connection_reset)$/)],
    ['drips', dripBody, 'body_timeout'],
    ['redirects for ever', endlessRedirects, 'too_many_redirects'],
    ['answers 503', (_req, res) => void res.writeHead(503).end(), 'http_status'],
  ]
  test.each(handlers)('%s', async (_name, handler, errorCode) => {
    await using target = await startHttpTarget(handler)
    const { code, stdout, ms } = await check(`http://127.0.0.1:${target.port}/`, '--timeout', '1', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'down', errorCode, kind: 'http' })
    expect(code).toBe(1)
    expect(ms).toBeLessThan(8000)
  })

  test.each([
    ['huge headers', hugeHeaders],
    ['a length that is a lie', keepAliveLiar],
  ] as const)('%s', async (_name, answer) => {
    await using target = await startRawTarget(answer)
    const { code, stdout } = await check(`http://127.0.0.1:${target.port}/`, '--timeout', '2')
    expect(code).toBe(1)
    expect(stdout).toContain('DOWN')
  })
})

test('a refused address is unknown: exit code 3', async () => {
  await using target = await startHttpTarget(redirectTo('http://169.254.169.254/latest/meta-data/'))
  const { code, stdout } = await check(`http://127.0.0.1:${target.port}/`, '--json')
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'unknown', errorCode: 'address_refused' })
  expect(code).toBe(3)
})

test('a redirect is not followed when that is asked for', async () => {
  await using target = await startHttpTarget(redirectTo('http://127.0.0.1:1/'))
  const { stdout } = await check(`http://127.0.0.1:${target.port}/`, '--no-redirects', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ httpStatus: 302 })
})

test('host:port is a TCP check', async () => {
  await using target = await startTcpTarget()
  expect(await check(`127.0.0.1:${target.port}`)).toMatchObject({ code: 0, stdout: expect.stringContaining('UP') })
  const { code, stdout } = await check(`127.0.0.1:${await closedPort()}`)
  expect(code).toBe(1)
  expect(stdout).toContain('connection_refused')
})

test('method, headers and body are sent', async () => {
  let seen = ''
  await using target = await startHttpTarget((req, res) => {
    req.setEncoding('utf8').on('data', (text: string) => {
      seen = `${req.method} ${req.headers['x-ada']} ${text}`
      res.end()
    })
  })
  const { code } = await check(
    `http://127.0.0.1:${target.port}/`,
    '--method',
    'put',
    '--header',
    'X-Ada: countess',
    '--body',
    '{"a":1}',
  )
  expect(code).toBe(0)
  expect(seen).toBe('PUT countess {"a":1}')
})

test.each([
  [[], /missing required argument 'target'/],
  [['https://user:pw@example.org'], /authentication/],
  [['https://example.org', '--timeout', '0'], /between 0\.1 and 300 seconds/],
  [['https://example.org', '--colour'], /unknown option '--colour'/],
])('a wrong command line %j is told about: exit code 64', async (args, reason) => {
  const { code, stdout, stderr } = await check(...args)
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' })
  expect(stderr).toMatch(reason)
})
