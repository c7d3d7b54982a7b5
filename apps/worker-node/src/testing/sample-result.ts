import { httpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import type { CheckResult, CheckTask } from '@mointering/api-contract/pipeline/messages'
import { T0 } from './sample-monitor.js'

/** A check of a plain HTTP monitor for tests, due at T0 and never too late. */
export const sampleTask = (changes: Partial<CheckTask> = {}): CheckTask => ({
  monitorKey: 7,
  slot: T0,
  attempt: 0,
  notAfter: Number.MAX_SAFE_INTEGER,
  timeoutMs: 1000,
  settings: httpSettings.parse({ kind: 'http', url: 'http://example.org/' }),
  ...changes,
})

/** A result for tests: up after 20 ms, unless something else is said. */
export const sampleResult = (changes: Partial<CheckResult> = {}): CheckResult => ({
  monitorKey: 7,
  slot: T0,
  region: 'local',
  attempt: 0,
  verdict: 'up',
  startedAt: T0 + 100,
  totalMs: 20,
  phases: { dnsMs: null, connectMs: 1, tlsMs: null, ttfbMs: 10, transferMs: 9 },
  httpStatus: 200,
  errorCode: null,
  message: null,
  certificate: null,
  evidence: null,
  ...changes,
})
