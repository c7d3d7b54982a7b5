import { Buffer } from 'node:buffer'
import { DNS_RECORD_TYPES, httpSettings, type ProbeSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { startHttpTarget, startRawTarget } from '@mointering/test-kit/targets/http-targets'
import { closedPort } from '@mointering/test-kit/targets/tcp-targets'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkParsed } from '../../test/check-in-test.js'
import { createQuestion, decodeReply } from './dns/dns-message.js'
import { recordValues } from './dns/record-values.js'

const RUNS = { numRuns: 150 }
/** Nothing leaves this machine: names are asked of a port where nobody listens. */
let options: Parameters<typeof checkParsed>[1]
let target: Awaited<ReturnType<typeof startHttpTarget>>
beforeAll(async () => {
  options = { timeoutMs: 300, names: { servers: [`127.0.0.1:${await closedPort()}`] }, allowedPrivateCidrs: [] }
  target = await startHttpTarget((_req, res) => res.end('ok'))
})
afterAll(() => target[Symbol.asyncDispose]())

const rubbish = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\r', '\n', '\0', ' ', ':', 'a', 'é', '🦊') }),
)
const http = (more: object): ProbeSettings => ({
  ...httpSettings.parse({ kind: 'http', url: `http://127.0.0.1:${target.port}/` }),
  ...more,
})

describe('whatever the settings, there is a result and no bug is logged', () => {
  test('headers, method and body', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: rubbish, value: rubbish }), { maxLength: 4 }),
        fc.option(rubbish),
        fc.constantFrom('GET', 'POST', 'HEAD', 'PUT'),
        async (headers, body, method) => {
          const result = await checkParsed(http({ headers, body, method }), options)
          expect(['up', 'unknown', 'down']).toContain(result.verdict)
        },
      ),
      RUNS,
    ))

  test('URLs', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          rubbish,
          fc.webUrl(),
          fc.ipV6().map((ip) => `http://[${ip}]/`),
        ),
        async (url) => {
          const guarded = { ...options, allowPrivate: false, timeoutMs: 50 }
          expect((await checkParsed(http({ url }), guarded)).verdict).not.toBe('up')
        },
      ),
      RUNS,
    ))

  test('keywords, paths and patterns', () =>
    fc.assert(
      fc.asyncProperty(rubbish, rubbish, rubbish, async (text, path, value) => {
        const keyword = { text, mode: 'absent' }
        const assertions = [
          { source: 'header', name: path, comparison: 'matches', value },
          { source: 'json', path, comparison: 'matches', value },
        ]
        await checkParsed(http({ keyword, assertions }), options)
      }),
      RUNS,
    ))

  test('hosts and resolvers of the other kinds', () =>
    fc.assert(
      fc.asyncProperty(rubbish, fc.constantFrom(...DNS_RECORD_TYPES), async (host, recordType) => {
        const guarded = { ...options, allowPrivate: false, timeoutMs: 50 }
        const ipFamily = 'any' as const
        const every: ProbeSettings[] = [
          {
            kind: 'tcp',
            host,
            port: 9,
            tls: true,
            verifyTls: true,
            send: host,
            expect: host,
            degradedMs: null,
            ipFamily,
          },
          { kind: 'ping', host, packets: 1, maxLossPercent: 0, degradedMs: null, ipFamily },
          {
            kind: 'tls',
            host,
            port: 9,
            serverName: host,
            minDaysLeft: 7,
            warnDaysLeft: 21,
            minProtocol: 'TLSv1.2',
            ipFamily,
          },
          {
            kind: 'dns',
            host,
            recordType,
            resolver: host,
            resolverPort: 9,
            expectedRcode: 'NOERROR',
            expectedValues: [host],
            degradedMs: null,
          },
          {
            kind: 'dns',
            host,
            recordType,
            resolver: null,
            resolverPort: 9,
            expectedRcode: 'NOERROR',
            expectedValues: [],
            degradedMs: null,
          },
        ]
        for (const settings of every) expect((await checkParsed(settings, guarded)).verdict).not.toBe('up')
      }),
      { numRuns: 60 },
    ))
})

test('whatever a server answers, there is a result', () =>
  fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom(
        '',
        'HTTP/1.1 200 OK\r\n',
        'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n',
        'HTTP/1.1 302 Found\r\nLocation: ',
      ),
      async (bytes, start) => {
        await using server = await startRawTarget((socket) => socket.end(Buffer.concat([Buffer.from(start), bytes])))
        const keyword = { text: 'x', mode: 'present' }
        const settings = http({ url: `http://127.0.0.1:${server.port}/`, keyword })
        expect((await checkParsed(settings, options)).verdict).not.toBe('degraded')
      },
    ),
    RUNS,
  ))

test('whatever a DNS server answers, it is read or refused, quickly', () => {
  const question = createQuestion('example.org', 'TXT')
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 600 }), (bytes) => {
      const message = Buffer.concat([Buffer.alloc(2), bytes])
      message.writeUInt16BE(question.id)
      try {
        decodeReply(message, question)?.answers.map(recordValues)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }),
    { numRuns: 2000 },
  )
})
