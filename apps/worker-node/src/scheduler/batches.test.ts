import { heartbeatSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { checkBatch, resultsMessage } from '@mointering/api-contract/pipeline/messages'
import { expect, test } from 'vitest'
import { sampleMonitor, T0 } from '../testing/sample-monitor.js'
import { intoBatches } from './batches.js'
import { excessShards, fairShare } from './fair-share.js'

const options = { defaultRegions: ['local'], batchSize: 2, nowMs: T0 + 20 }
const dueSlot = (changes: Parameters<typeof sampleMonitor>[0], shard = 1) => {
  const monitor = sampleMonitor(changes)
  return { monitor, shard, slotMs: T0, intervalMs: monitor.intervalSeconds * 1000 }
}

test('checks are grouped by region, in messages of limited size', () => {
  const batches = intoBatches(
    [dueSlot({ key: 1 }), dueSlot({ key: 2, regions: ['eu', 'us'] }), dueSlot({ key: 3 }), dueSlot({ key: 4 })],
    options,
  )
  const summary = batches.map(({ queue, body }) => [
    queue.name,
    checkBatch.parse(body).tasks.map((task) => task.monitorKey),
  ])
  expect(summary).toEqual([
    ['checks.local', [1, 3]],
    ['checks.local', [4]],
    ['checks.eu', [2]],
    ['checks.us', [2]],
  ])
})

test('a check may begin until its interval is over, counted from the dispatch: 3 s at least, a minute at most', () => {
  const slots = [1, 10, 3600].map((intervalSeconds) => dueSlot({ intervalSeconds }))
  const [batch] = intoBatches(slots, { ...options, batchSize: 10 })
  expect(checkBatch.parse(batch?.body).tasks.map(({ notAfter }) => notAfter - options.nowMs)).toEqual([
    3000, 10_000, 60_000,
  ])
  expect(batch?.notAfter).toBe(options.nowMs + 60_000)
})

test('heartbeats go to the partition of their monitor', () => {
  const settings = heartbeatSettings.parse({ kind: 'heartbeat', schedule: { type: 'interval', periodSeconds: 60 } })
  const [batch] = intoBatches([dueSlot({ key: 13, settings })], options)
  expect(batch?.queue.name).toBe('results.5')
  expect(resultsMessage.parse(batch?.body)).toEqual({
    type: 'heartbeat',
    due: [{ monitorKey: 13, slot: T0, attempt: 0 }],
  })
})

test('a batch knows the earliest slot of each shard in it', () => {
  const early = { ...dueSlot({ key: 1 }, 1), slotMs: T0 - 5000 }
  const [batch] = intoBatches([dueSlot({ key: 2 }, 1), early, dueSlot({ key: 3 }, 2)], { ...options, batchSize: 10 })
  expect([...(batch?.earliestByShard ?? [])]).toEqual([
    [1, T0 - 5000],
    [2, T0],
  ])
})

test.each([
  [16, 1, 16],
  [16, 2, 8],
  [16, 3, 6],
  [16, 20, 1],
  [16, 0, 16],
])('of %i shards each of %i schedulers holds up to %i', (shards, owners, share) => {
  expect(fairShare(shards, owners)).toBe(share)
})

test('who holds too many lets the highest go', () => {
  expect(excessShards([3, 1, 2], 2)).toEqual([3])
  expect(excessShards([1], 2)).toEqual([])
})
