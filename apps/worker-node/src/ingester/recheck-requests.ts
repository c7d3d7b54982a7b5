import type { CheckTask } from '@mointering/api-contract/pipeline/messages'
import { checksNowQueueSpec } from '@mointering/api-contract/pipeline/queue-specs'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { groupBy } from '../group-by.js'
import { intervalMsOf } from '../pace.js'
import type { MonitorMemory } from './monitor-memory.js'
import { missingLooks, nameOf, type Recheck, toRecheckTask } from './rechecks.js'

export type RecheckRequests = AsyncDisposable & {
  /** Asks for the looks that these monitors miss, after the commit of what they follow from. A look that cannot be asked for is left to the next slot. */
  follow(memories: Iterable<MonitorMemory>): void
}

type Asked = { slotMs: number; names: ReadonlySet<string> }

/** Requests for re-checks of the slot at hand. Disposing drops those that wait for their moment: the next slot confirms instead. */
export function createRecheckRequests(deps: {
  queue: MessageQueue
  defaultRegions: readonly string[]
  /** Regions with a prober that gave a sign of life lately. */
  livingRegions: () => readonly string[]
  onAsked: (count: number) => void
  onTrouble: (error: unknown) => void
  now: () => number
}): RecheckRequests {
  const { queue, defaultRegions, livingRegions, onAsked, onTrouble, now } = deps
  const asked = new Map<number, Asked>()
  const timers = new Set<NodeJS.Timeout>()
  const sending = new Set<Promise<void>>()

  const send = (region: string, looks: readonly Recheck[]) => {
    const nowMs = now()
    const tasks = looks.map((look) => toRecheckTask(look, lastMomentMs(look))).filter((task) => task !== null)
    const ttlMs = Math.max(0, ...tasks.map(({ notAfter }) => notAfter)) - nowMs
    if (tasks.length === 0 || ttlMs <= 0) return
    const sent = publish(region, tasks, ttlMs).then(() => onAsked(tasks.length), onTrouble)
    sending.add(sent)
    void sent.finally(() => sending.delete(sent))
  }

  async function publish(region: string, tasks: CheckTask[], ttlMs: number): Promise<void> {
    const spec = checksNowQueueSpec(region)
    await queue.declare(spec)
    await queue.publish(spec.name, { region, tasks }, { ttlMs })
  }

  return {
    follow(memories) {
      const looks: Recheck[] = []
      for (const memory of memories) {
        const slotMs = memory.slots.at(-1)?.slotMs
        if (slotMs === undefined) continue
        const { key } = memory.monitor
        const before = asked.get(key)
        const names = before?.slotMs === slotMs ? before.names : new Set<string>()
        const at = { nowMs: now(), defaultRegions, livingRegions: livingRegions(), asked: names }
        const missing = missingLooks(memory, at)
        looks.push(...missing)
        if (missing.length > 0) asked.set(key, { slotMs, names: new Set([...names, ...missing.map(nameOf)]) })
        else if (names.size === 0) asked.delete(key)
      }
      for (const [waitMs, together] of groupBy(looks, (look) => look.waitMs)) {
        const timer = setTimeout(() => {
          timers.delete(timer)
          for (const [region, ofRegion] of groupBy(together, (look) => look.region)) send(region, ofRegion)
        }, waitMs)
        timers.add(timer)
      }
    },
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(sending)
    },
  }
}

/** A look that begins later would not end within its interval. */
const lastMomentMs = ({ slotMs, monitor }: Recheck): number => slotMs + intervalMsOf(monitor) - monitor.timeoutMs
