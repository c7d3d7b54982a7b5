import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import { Gauge, type Registry } from 'prom-client'
import { startRounds } from './rounds.js'

const EVERY_MS = 10_000

/** Keeps `mointering_queue_depth` and `mointering_dead_letters` of these queues up to date. They must have been declared. */
export function watchQueues(options: {
  queue: MessageQueue
  names: readonly string[]
  registry: Registry
  log: Logger
}): AsyncDisposable {
  const { queue, names, registry, log } = options
  const labelNames = ['queue'] as const
  const registers = [registry]
  const depth = new Gauge({ name: 'mointering_queue_depth', help: 'Messages that wait', labelNames, registers })
  const dead = new Gauge({ name: 'mointering_dead_letters', help: 'Dead letters that wait', labelNames, registers })
  return startRounds({
    everyMs: EVERY_MS,
    async round(signal) {
      for (const name of names) {
        if (signal.aborted) return
        depth.set({ queue: name }, await queue.depth(name))
        dead.set({ queue: name }, await queue.deadLetterCount(name))
      }
    },
    onTrouble: (error) => log.debug({ err: error }, 'the queues could not be measured'),
  })
}
