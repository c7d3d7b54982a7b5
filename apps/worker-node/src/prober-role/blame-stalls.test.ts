import { httpSettings, pingSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import type { CheckResult } from '@mointering/api-contract/pipeline/messages'
import { expect, test } from 'vitest'
import { sampleResult, sampleTask } from '../testing/sample-result.js'
import { blameStalls } from './blame-stalls.js'

const settings = httpSettings.parse({ kind: 'http', url: 'http://example.org/', degradedMs: 500 })
const task = sampleTask({ timeoutMs: 1000, settings })
const down = (errorCode: string): Partial<CheckResult> => ({ verdict: 'down', errorCode, totalMs: 1000 })
const slow = (totalMs: number): Partial<CheckResult> => ({ verdict: 'degraded', errorCode: 'slow', totalMs })

test.each<[string, Partial<CheckResult>, number, string]>([
  ['a timeout without a stall is the target’s', down('answer_timeout'), 0, 'down'],
  ['a timeout with a stall below a tenth of it is the target’s', down('answer_timeout'), 99, 'down'],
  ['a timeout of which we stood still a tenth is ours', down('answer_timeout'), 100, 'unknown'],
  ['a connection that was not made in time is ours too', down('connection_timeout'), 300, 'unknown'],
  ['a refused connection is the target’s however late we heard of it', down('connection_refused'), 900, 'down'],
  ['a wrong status is the target’s', down('http_status'), 900, 'down'],
  ['slowness that is gone without our share is ours', slow(600), 100, 'unknown'],
  ['slowness that stays without our share is the target’s', slow(900), 100, 'degraded'],
  ['what is up stays up', {}, 900, 'up'],
])('%s', (_, changes, stalledMs, verdict) => {
  const result = blameStalls(sampleResult(changes), task, stalledMs)
  expect(result.verdict).toBe(verdict)
  expect(result.errorCode === 'prober_overloaded').toBe(verdict === 'unknown')
})

test('a slow ping is the target’s: the system’s own program measured it', () => {
  const ping = sampleTask({ settings: pingSettings.parse({ kind: 'ping', host: 'example.org', degradedMs: 500 }) })
  expect(blameStalls(sampleResult(slow(600)), ping, 200).verdict).toBe('degraded')
})
