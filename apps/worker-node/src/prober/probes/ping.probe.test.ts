import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { check, checkParsed } from '../../../test/check-in-test.js'
import { judgePing } from './ping.probe.js'

const ping = (host: string, more: object = {}, options: Parameters<typeof check>[1] = {}) =>
  check({ kind: 'ping', host, ...more }, options)

/** Containers without the program, or without the right to open ICMP sockets, can only show the verdict for that. */
const canPing = spawnSync('ping', ['-c', '1', '-W', '1', '127.0.0.1']).status === 0

describe('where this machine can ping', () => {
  test.each(['127.0.0.1', 'localhost'])('%s replies', async (host) => {
    const result = await ping(host, { packets: 2 })
    if (!canPing) return expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'ping_unavailable' })
    expect(result).toMatchObject({ verdict: 'up', evidence: null })
    // Two packets are sent 200 ms apart: the time is that of a round trip, not of sending them.
    expect(result.totalMs).toBeGreaterThan(0)
    expect(result.totalMs).toBeLessThan(150)
    expect(Object.values(result.phases)).toEqual([null, null, null, null, null])
  })

  test('an address that nobody has is down, with what ping said', async () => {
    // Class E: no network carries it. The guard would not let it pass otherwise.
    const result = await ping('240.0.0.1', { packets: 1 }, { timeoutMs: 400, allowedPrivateCidrs: ['240.0.0.0/4'] })
    if (!canPing) return expect(result).toMatchObject({ verdict: 'unknown', errorCode: 'ping_unavailable' })
    expect(result).toMatchObject({ verdict: 'down', errorCode: 'ping_no_reply' })
    expect(result.message).toBe('240.0.0.1 did not reply to the packet.')
    expect(result.evidence?.detail).toContain('1 packets transmitted, 0 received')
    expect(result.totalMs).toBeLessThan(5000)
  })
})

test.each(['-f', '--help', '-c1'])('the host %s is no option: it never reaches the program', async (host) => {
  const settings = {
    kind: 'ping' as const,
    host,
    packets: 1,
    maxLossPercent: 0,
    degradedMs: null,
    ipFamily: 'any' as const,
  }
  const result = await checkParsed(settings, { names: { servers: ['127.0.0.1:1'] } })
  expect(result).toMatchObject({ phases: { connectMs: null } })
  expect(result.errorCode).toMatch(/^(resolver_unreachable|dns_not_found|invalid_target)$/)
})

test('a forbidden address is not pinged', async () => {
  expect(await ping('127.0.0.1', {}, { allowPrivate: false })).toMatchObject({
    verdict: 'unknown',
    errorCode: 'address_refused',
  })
})

describe('the counts of a ping', () => {
  const settings = { kind: 'ping', host: 'h', packets: 4, maxLossPercent: 25, degradedMs: 50, ipFamily: 'any' } as const
  const judge = (received: number, averageMs: number | null) =>
    judgePing(settings, '192.0.2.1', { sent: 4, received, minMs: 1, averageMs, maxMs: 90 }, 'output')
  test.each([
    [4, 20, null],
    [3, 20, null],
    [
      4,
      60,
      {
        verdict: 'degraded',
        code: 'slow',
        message: 'The average round trip took 60 ms, more than the limit of 50 ms.',
      },
    ],
    [
      0,
      null,
      {
        verdict: 'down',
        code: 'ping_no_reply',
        message: '192.0.2.1 did not reply to any of 4 packets.',
        detail: 'output',
      },
    ],
    [
      2,
      20,
      {
        verdict: 'degraded',
        code: 'ping_packet_loss',
        message: '2 of 4 packets to 192.0.2.1 were lost (50 %); round trip 1/20/90 ms (min/avg/max).',
      },
    ],
  ])('%d of 4 replies in %s ms', (received, averageMs, finding) => expect(judge(received, averageMs)).toEqual(finding))
})
