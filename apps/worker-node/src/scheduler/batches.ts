import { hasSecrets } from '@mointering/api-contract/monitors/secret-fields'
import type { CheckBatch, CheckTask, ResultsMessage } from '@mointering/api-contract/pipeline/messages'
import { checksQueueSpec, resultsQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import { HEARTBEAT_REGION, partitionOf } from '@mointering/api-contract/pipeline/topology'
import type { QueueSpec } from '@mointering/backend-common/queue/message-queue'
import { notAfterMs } from './lateness.js'
import type { DueSlot } from './schedule-book.js'

/** One message to publish, and what it stands for. */
export type DispatchBatch = {
  queue: QueueSpec
  body: CheckBatch | ResultsMessage
  /** After this nobody needs it: stop trying. */
  notAfter: number
  /** The slots in it: the earliest of each shard, for the watermark, and how many. */
  earliestByShard: Map<number, number>
  slots: number
}

type Collected = { queue: QueueSpec; region: string; due: DueSlot[] }

/**
 * Groups due slots into messages of at most `batchSize`: one queue for each region for checks, one for each partition for heartbeats, which
 * no prober sees. The order within a queue stays.
 */
export function intoBatches(
  due: readonly DueSlot[],
  { defaultRegions, batchSize, nowMs }: { defaultRegions: readonly string[]; batchSize: number; nowMs: number },
): DispatchBatch[] {
  const byQueue = new Map<string, Collected>()
  const collect = (queue: QueueSpec, region: string, slot: DueSlot) => {
    const known = byQueue.get(queue.name)
    if (known) known.due.push(slot)
    else byQueue.set(queue.name, { queue, region, due: [slot] })
  }
  for (const slot of due) {
    if (slot.monitor.settings.kind === 'heartbeat') {
      collect(resultsQueueSpec(partitionOf(slot.monitor.key)), HEARTBEAT_REGION, slot)
      continue
    }
    const regions = slot.monitor.regions.length > 0 ? slot.monitor.regions : defaultRegions
    for (const region of regions) collect(checksQueueSpec(region), region, slot)
  }

  const batches: DispatchBatch[] = []
  for (const { queue, region, due: slots } of byQueue.values()) {
    for (let start = 0; start < slots.length; start += batchSize) {
      batches.push(toBatch(queue, region, slots.slice(start, start + batchSize), nowMs))
    }
  }
  return batches
}

function toBatch(queue: QueueSpec, region: string, due: readonly DueSlot[], nowMs: number): DispatchBatch {
  const earliestByShard = new Map<number, number>()
  let notAfter = 0
  for (const { shard, slotMs, intervalMs } of due) {
    earliestByShard.set(shard, Math.min(slotMs, earliestByShard.get(shard) ?? slotMs))
    notAfter = Math.max(notAfter, notAfterMs(intervalMs, nowMs))
  }
  const body =
    region === HEARTBEAT_REGION ? heartbeatMessage(due) : { region, tasks: due.flatMap((slot) => toTask(slot, nowMs)) }
  return { queue, body, notAfter, earliestByShard, slots: due.length }
}

const heartbeatMessage = (due: readonly DueSlot[]): ResultsMessage => ({
  type: 'heartbeat',
  due: due.map(({ monitor, slotMs }) => ({ monitorKey: monitor.key, slot: slotMs, attempt: 0 })),
})

function toTask({ monitor, slotMs, intervalMs }: DueSlot, nowMs: number): CheckTask[] {
  const { id, key, settings, timeoutMs } = monitor
  if (settings.kind === 'heartbeat') return []
  const notAfter = notAfterMs(intervalMs, nowMs)
  const task = { monitorKey: key, slot: slotMs, attempt: 0, notAfter, timeoutMs, settings }
  return [hasSecrets(settings) ? { ...task, secretsOf: id } : task]
}
