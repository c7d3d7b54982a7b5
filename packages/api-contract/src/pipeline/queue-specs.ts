import { checksNowQueue, checksQueue, PRESENCE_QUEUE, resultsQueue } from './topology.js'

/** How the queues of the pipeline are declared; every process declares the ones it uses, and they must agree (see the queue port's QueueSpec). */

/** A scheduled check that nobody took within a minute is worthless: its slot stays uncovered. */
export const checksQueueSpec = (region: string) =>
  ({ name: checksQueue(region), kind: 'work', ttlMs: 60_000, maxAttempts: 5 }) as const

export const checksNowQueueSpec = (region: string) =>
  ({ name: checksNowQueue(region), kind: 'work', ttlMs: 60_000, maxAttempts: 3 }) as const

/** Results never expire. Redeliveries after an outage are many and harmless; what is broken is rejected until it is a dead letter. */
export const resultsQueueSpec = (partition: number) =>
  ({ name: resultsQueue(partition), kind: 'partition', maxAttempts: 20 }) as const

export const presenceQueueSpec = { name: PRESENCE_QUEUE, kind: 'work', ttlMs: 30_000, maxAttempts: 2 } as const
