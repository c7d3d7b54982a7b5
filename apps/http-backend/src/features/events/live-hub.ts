import { type LiveEvent, liveEvent } from '@mointering/api-contract/pipeline/live-events'
import { liveChannel } from '@mointering/api-contract/pipeline/topology'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'

type Listener = (event: LiveEvent) => void

export type LiveHub = AsyncDisposable & {
  /** Calls `listener` with each live event of the workspace until disposed. Rejects when the cache is away. */
  listen(workspaceId: string, listener: Listener): Promise<AsyncDisposable>
}

type Channel = { listeners: Set<Listener>; subscription: Promise<AsyncDisposable> }

/** One cache subscription for each workspace that somebody watches, however many watch it. */
export function createLiveHub({ cache, log }: { cache: Cache; log: Logger }): LiveHub {
  const channels = new Map<string, Channel>()

  function deliver(listeners: ReadonlySet<Listener>, message: string): void {
    const event = parse(message)
    if (event === null) {
      log.warn('a live event of an unknown shape was dropped')
      return
    }
    for (const listener of listeners) listener(event)
  }

  function open(workspaceId: string): Channel {
    const listeners = new Set<Listener>()
    const subscription = cache.subscribe(liveChannel(workspaceId), (message) => deliver(listeners, message))
    const channel = { listeners, subscription }
    channels.set(workspaceId, channel)
    return channel
  }

  async function leave(workspaceId: string, channel: Channel, listener: Listener): Promise<void> {
    channel.listeners.delete(listener)
    if (channel.listeners.size > 0) return
    if (channels.get(workspaceId) === channel) channels.delete(workspaceId)
    await (await channel.subscription)[Symbol.asyncDispose]()
  }

  return {
    async listen(workspaceId, listener) {
      const channel = channels.get(workspaceId) ?? open(workspaceId)
      channel.listeners.add(listener)
      try {
        await channel.subscription
      } catch (error) {
        if (channels.get(workspaceId) === channel) channels.delete(workspaceId)
        throw error
      }
      return { [Symbol.asyncDispose]: () => leave(workspaceId, channel, listener) }
    },
    async [Symbol.asyncDispose]() {
      const open = [...channels.values()]
      channels.clear()
      await Promise.all(open.map(async ({ subscription }) => (await subscription)[Symbol.asyncDispose]()))
    },
  }
}

function parse(message: string): LiveEvent | null {
  try {
    return liveEvent.safeParse(JSON.parse(message)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
