import { describe, expect, test } from 'vitest'
import { createMonitorRequest } from '../monitors/monitor.js'
import { probeSettings } from '../monitors/monitor-kinds.js'
import { checkBatch, resultsMessage } from './messages.js'
import { manualAttempt, partitionOf, RESULT_PARTITIONS, SCHEDULER_SHARDS, shardOf } from './topology.js'

const task = {
  monitorKey: 7,
  slot: 1_800_000_000_000,
  attempt: 0,
  notAfter: 1_800_000_060_000,
  timeoutMs: 10_000,
  settings: { kind: 'ping', host: 'example.org', packets: 3, maxLossPercent: 0, degradedMs: null, ipFamily: 'any' },
}

describe('checkBatch', () => {
  test('survives JSON', () => {
    const batch = { region: 'eu', tasks: [task] }
    expect(checkBatch.parse(JSON.parse(JSON.stringify(batch)))).toEqual(batch)
  })

  test.each<[string, object]>([
    ['without tasks', { region: 'eu', tasks: [] }],
    ['with a task without settings', { region: 'eu', tasks: [{ ...task, settings: undefined }] }],
    ['with a slot that is a text', { region: 'eu', tasks: [{ ...task, slot: '2026-11-01' }] }],
    ['for a region that is none', { region: 'EU!', tasks: [task] }],
    [
      'with a heartbeat, which is never probed',
      {
        region: 'eu',
        tasks: [{ ...task, settings: { kind: 'heartbeat', schedule: { type: 'interval', periodSeconds: 60 } } }],
      },
    ],
  ])('%s is refused', (_case, batch) => expect(checkBatch.safeParse(batch).success).toBe(false))

  test('settings of a new monitor reach the prober as they were saved', () => {
    const saved = createMonitorRequest.parse({ kind: 'ping', name: 'Router', host: 'example.org' })
    const settings = Object.fromEntries(Object.entries(saved).filter(([field]) => field in task.settings))
    expect(saved.name).toBe('Router')
    expect(probeSettings.parse(settings)).toEqual(task.settings)
  })
})

test.each([
  [{ type: 'results', results: [] }],
  [{ type: 'heartbeat', due: [] }],
  [{ type: 'heartbeat', due: [{ monitorKey: 0, slot: 0, attempt: 0 }] }],
  [{ type: 'gossip' }],
])('%j is no message of results', (message) => expect(resultsMessage.safeParse(message).success).toBe(false))

describe('topology', () => {
  test('every key has one partition and one shard, and neighbours have different ones', () => {
    const keys = Array.from({ length: 48 }, (_, index) => index + 1)
    expect(new Set(keys.map(partitionOf)).size).toBe(RESULT_PARTITIONS)
    expect(new Set(keys.map(shardOf)).size).toBe(SCHEDULER_SHARDS)
    expect(keys.every((key) => partitionOf(key) >= 0 && partitionOf(key) < RESULT_PARTITIONS)).toBe(true)
  })

  test('a run-now sorts after every scheduled attempt of its slot, and a later one after an earlier one', () => {
    expect(manualAttempt(60_000, 60_000)).toBe(1000)
    expect(manualAttempt(60_000, 60_001)).toBe(1001)
    expect(manualAttempt(60_000, 59_000)).toBe(1000) // clocks of two machines differ
  })
})
