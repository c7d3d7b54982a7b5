import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Logger } from '@mointering/backend-common/log/logger'
import { API_KEY_ENDED_CHANNEL } from '../../auth/api-keys.js'
import { ACCESS_CHANGED_CHANNEL, SESSION_ENDED_CHANNEL } from '../../auth/session-store.js'
import type { EventStream } from './event-stream.js'

/** Beats and checks of access are this far apart. */
export const BEAT_MS = 15_000
/** In this process: a window with many tabs, and a person with several devices. */
const MAX_STREAMS = { credential: 20, owner: 60 } as const

export type Watcher = {
  /** The session or the API key that it came with. */
  credentialId: string
  /** The person, or the API key once more. */
  ownerId: string
  /** Whether it may still watch. Rejects when nobody can say. */
  stands(): Promise<boolean>
}
/** `stream` is null while it is being opened. */
type Place = Watcher & { stream: EventStream | null }

export type EventStreams = AsyncDisposable & {
  /**
   * A place for a stream, counted from now on, as opening takes time and many may be asked for at once. `open` keeps the stream alive for as long as its watcher
   * may watch; call `leave` when it is gone or never came. Throws rate_limited.
   */
  reserve(watcher: Watcher): { open(stream: EventStream): void; leave(): void }
  /** Ends them all: the process is leaving, and clients go to another. */
  endAll(): void
}

/** Every open stream of this process, and when each has to end: at sign-out, when its API key is revoked and when its person may not watch any more, at once. Every beat looks again. */
export async function createEventStreams(deps: { cache: Cache; log: Logger; beatMs?: number }): Promise<EventStreams> {
  const { cache, log, beatMs = BEAT_MS } = deps
  const places = new Set<Place>()

  const end = (place: Place) => {
    places.delete(place)
    place.stream?.end()
  }
  const onEnded = (credentialId: string) => {
    for (const place of places) if (place.credentialId === credentialId) end(place)
  }
  const onAccessChanged = (userId: string) => {
    for (const place of places) if (place.ownerId === userId) void beat(place)
  }
  const subscriptions = await subscribe(
    cache,
    [
      [SESSION_ENDED_CHANNEL, onEnded],
      [API_KEY_ENDED_CHANNEL, onEnded],
      [ACCESS_CHANGED_CHANNEL, onAccessChanged],
    ],
    log,
  )

  async function beat({ stream, stands }: Place): Promise<void> {
    if (!stream) return
    try {
      if (await stands()) stream.beat()
      else stream.end()
    } catch (error) {
      // Nobody can say whether access still stands. The client comes back and is told.
      log.warn({ err: error }, 'an event stream ended because its access could not be checked')
      stream.end()
    }
  }
  const timer = setInterval(() => void Promise.all([...places].map(beat)), beatMs)
  timer.unref()

  function requireRoom({ credentialId, ownerId }: Watcher): void {
    const ofOwner = [...places].filter((place) => place.ownerId === ownerId)
    const ofCredential = ofOwner.filter((place) => place.credentialId === credentialId)
    if (ofOwner.length >= MAX_STREAMS.owner || ofCredential.length >= MAX_STREAMS.credential) {
      throw new AppError('rate_limited', 'Too many open event streams')
    }
  }

  const endAll = () => {
    for (const place of places) end(place)
  }

  return {
    endAll,
    reserve(watcher) {
      requireRoom(watcher)
      const place: Place = { ...watcher, stream: null }
      places.add(place)
      return {
        open(stream) {
          if (places.has(place)) place.stream = stream
          else stream.end() // signed out, revoked, or the process is leaving, since
        },
        leave: () => void places.delete(place),
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      endAll()
      await Promise.all(subscriptions.map((subscription) => subscription[Symbol.asyncDispose]()))
    },
  }
}

async function subscribe(
  cache: Cache,
  channels: readonly (readonly [channel: string, onMessage: (message: string) => void])[],
  log: Logger,
): Promise<AsyncDisposable[]> {
  try {
    return await Promise.all(channels.map(([channel, onMessage]) => cache.subscribe(channel, onMessage)))
  } catch (error) {
    if (!(error instanceof CacheUnavailableError)) throw error
    log.warn('the cache is away at start: until a restart, event streams end at the next beat after access is lost')
    return []
  }
}
