import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import { expect, test } from 'vitest'
import { paintFor } from '../cli/paint.js'
import { renderResult } from './render-result.js'

const DAY_MS = 86_400_000
const at = Date.UTC(2026, 0, 1)
const plain = paintFor({ isTTY: false }, {})
const result: CheckResult = {
  monitorKey: null,
  slot: at,
  region: 'local',
  attempt: 0,
  verdict: 'up',
  startedAt: at,
  totalMs: 100,
  phases: { dnsMs: 10, connectMs: 20, tlsMs: 30, ttfbMs: 38, transferMs: 2 },
  httpStatus: 200,
  errorCode: null,
  message: null,
  certificate: {
    subject: 'example.org',
    issuer: 'Test CA',
    validFrom: at,
    validTo: at + 30 * DAY_MS,
    fingerprint256: 'AA',
    protocol: 'TLSv1.3',
  },
  evidence: null,
}

test('the phases follow one another, each as wide as it took', () => {
  expect(`\n${renderResult('https://example.org', result, plain).join('\n')}\n`).toMatchInlineSnapshot(`
    "

      https://example.org  UP  HTTP 200  100 ms

      name lookup ████                                           10 ms
      connect         ████████                                   20 ms
      TLS                     ████████████                       30 ms
      first byte                          ███████████████        38 ms
      transfer                                           █     2.00 ms

      certificate: example.org, by Test CA, valid until 2026-01-31 (30 days), TLSv1.3

    "
  `)
})

test('a failure says what happened and what can be done', () => {
  const failed: CheckResult = {
    ...result,
    verdict: 'down',
    phases: { dnsMs: 0, connectMs: null, tlsMs: null, ttfbMs: null, transferMs: null },
    httpStatus: null,
    errorCode: 'connection_refused',
    message: 'example.org port 443 refused the connection.',
    certificate: null,
  }
  expect(`\n${renderResult('https://example.org', failed, plain).join('\n')}\n`).toMatchInlineSnapshot(`
    "

      https://example.org  DOWN  100 ms

      example.org port 443 refused the connection. (connection_refused)
      The host answers but nothing listens on that port: start the server, or correct the port.

    "
  `)
})

test('colours are for terminals only, and NO_COLOR is heard', () => {
  const red = (tty: boolean, env: NodeJS.ProcessEnv) => paintFor({ isTTY: tty }, env).red('x')
  expect([red(true, {}), red(true, { NO_COLOR: '1' }), red(true, { TERM: 'dumb' }), red(false, {})]).toEqual([
    '\u001b[31mx\u001b[39m',
    'x',
    'x',
    'x',
  ])
})
