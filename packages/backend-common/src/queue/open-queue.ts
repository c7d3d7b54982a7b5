import type { Logger } from '../log/logger.js'
import { createInProcessQueue } from './in-process-queue.js'
import type { MessageQueue } from './message-queue.js'

/** The queue of this shape: RabbitMQ at `url`, or in this process when there is none. Rejects when RabbitMQ cannot be reached in time. */
export async function openQueue({ url, log }: { url?: string | undefined; log: Logger }): Promise<MessageQueue> {
  if (url === undefined) return createInProcessQueue({ log })
  // Loaded when it is needed: the embedded shape should not pay for it.
  const { createRabbitMqQueue } = await import('./rabbitmq-queue.js')
  return createRabbitMqQueue({ url, log })
}
