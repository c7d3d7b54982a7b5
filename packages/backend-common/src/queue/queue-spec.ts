import type { QueueSpec } from './message-queue.js'

/** Throws when the two specs of one name differ: two parts of the program disagree about the queue. */
export function assertSameSpec(known: QueueSpec, asked: QueueSpec): void {
  const fields = ['kind', 'ttlMs', 'maxAttempts'] as const
  const different = fields.filter((field) => known[field] !== asked[field])
  if (different.length > 0) {
    throw new Error(`The queue ${asked.name} was declared with another ${different.join(' and ')} before`)
  }
}
