import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Logger } from '@mointering/backend-common/log/logger'
import { SESSION_ENDED_CHANNEL, type SessionStore } from '../../auth/session-store.js'
import type { EventStream } from './event-stream.js'

/** Beats and checks of access are this far apart. */
export const BEAT_MS = 15_000
/** In this process: a window with many tabs, and a person with several devices. */
const MAX_STREAMS = { session: 20, user: 60 } as const

type Watcher = { sessionId: string; userId: string; workspaceId: string }
/** `stream` is null while it is being opened. */
type Place = Watcher & { stream: EventStream | null }

export type EventStreams = AsyncDisposable & {
  /**
   * A place for a stream, counted from now on, as opening takes time and many may be asked for at once. `open` keeps the stream alive for as long as its session
   * may watch its workspace; call `leave` when it is gone or never came. Throws rate_limited.
   */
  reserve(watcher: Watcher): { open(stream: EventStream): void; leave(): void }
  /** Ends them all: the process is leaving, and clients go to another. */
  endAll(): void
}

/** Every open stream of this process, and when each has to end: at sign-out at once, at any other loss of access at the next beat. */
export async function createEventStreams(deps: {
  cache: Cache
  store: SessionStore
  log: Logger
  beatMs?: number
}): Promise<EventStreams> {
  const { cache, store, log, beatMs = BEAT_MS } = deps
  const places = new Set<Place>()

  const end = (place: Place) => {
    places.delete(place)
    place.stream?.end()
  }
  const onEnded = (sessionId: string) => {
    for (const place of places) if (place.sessionId === sessionId) end(place)
  }
  const subscription = await subscribe(cache, onEnded, log)

  async function beat({ stream, sessionId, workspaceId }: Place): Promise<void> {
    if (!stream) return
    try {
      const session = await store.find(sessionId)
      if (session?.workspaces.some(({ id }) => id === workspaceId)) stream.beat()
      else stream.end()
    } catch (error) {
      // Nobody can say whether access still stands. The client comes back and is told.
      log.warn({ err: error }, 'an event stream ended because its session could not be checked')
      stream.end()
    }
  }
  const timer = setInterval(() => void Promise.all([...places].map(beat)), beatMs)
  timer.unref()

  function requireRoom({ sessionId, userId }: Watcher): void {
    const ofUser = [...places].filter((place) => place.userId === userId)
    const ofSession = ofUser.filter((place) => place.sessionId === sessionId)
    if (ofUser.length >= MAX_STREAMS.user || ofSession.length >= MAX_STREAMS.session) {
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
          else stream.end() // signed out, or the process is leaving, since
        },
        leave: () => void places.delete(place),
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      endAll()
      await subscription?.[Symbol.asyncDispose]()
    },
  }
}

async function subscribe(
  cache: Cache,
  onEnded: (sessionId: string) => void,
  log: Logger,
): Promise<AsyncDisposable | null> {
  try {
    return await cache.subscribe(SESSION_ENDED_CHANNEL, onEnded)
  } catch (error) {
    if (!(error instanceof CacheUnavailableError)) throw error
    log.warn('the cache is away at start: until a restart, event streams end at the next beat after a sign-out')
    return null
  }
}
