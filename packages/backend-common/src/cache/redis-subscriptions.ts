import type { Redis } from 'ioredis'
import type { Logger } from '../log/logger.js'

type Subscriber = (message: string) => void

/** Many subscribers on one connection. After a reconnect ioredis subscribes to all of its channels again. */
export function createSubscriptions(listener: Redis, log: Logger) {
  const channels = new Map<string, Set<Subscriber>>()

  listener.on('message', (channel: string, message: string) => {
    for (const subscriber of channels.get(channel) ?? []) {
      try {
        subscriber(message)
      } catch (error) {
        log.error({ err: error, channel }, 'a subscriber threw')
      }
    }
  })

  return {
    /** Resolves when the subscription stands; one that is there already shares it. */
    async add(channel: string, handler: Subscriber): Promise<AsyncDisposable> {
      const subscribers = channels.get(channel) ?? new Set()
      channels.set(channel, subscribers)
      const subscriber: Subscriber = (message) => handler(message)
      subscribers.add(subscriber)
      const remove = async () => {
        subscribers.delete(subscriber)
        if (subscribers.size > 0 || channels.get(channel) !== subscribers) return
        channels.delete(channel)
        // Without a connection it stays subscribed after the next reconnect, to a channel that nobody hears here: harmless.
        if (listener.status === 'ready') await listener.unsubscribe(channel)
      }
      try {
        await listener.subscribe(channel)
      } catch (error) {
        await remove()
        throw error
      }
      return { [Symbol.asyncDispose]: remove }
    },
  }
}
