import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Logger } from '@mointering/backend-common/log/logger'
import { SESSION_ENDED_CHANNEL, type SessionStore } from '../../auth/session-store.js'
import type { EventStream } from './event-stream.js'

/** Beats and checks of access are this far apart. */
export const BEAT_MS = 15_000
const MAX_STREAMS_OF_A_SESSION = 20

type Open = { stream: EventStream; sessionId: string; workspaceId: string }

export type EventStreams = AsyncDisposable & {
  /** Keeps a stream alive for as long as its session may watch its workspace; call `closed` when it is gone. Throws rate_limited. */
  add(open: Open): { closed(): void }
  /** Throws rate_limited when the session has as many streams as it may. */
  requireRoom(sessionId: string): void
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
  const streams = new Set<Open>()

  const onEnded = (sessionId: string) => {
    for (const open of streams) if (open.sessionId === sessionId) open.stream.end()
  }
  const subscription = await subscribe(cache, onEnded, log)

  async function beat(open: Open): Promise<void> {
    try {
      const session = await store.find(open.sessionId)
      if (session?.workspaces.some(({ id }) => id === open.workspaceId)) open.stream.beat()
      else open.stream.end()
    } catch (error) {
      // Nobody can say whether access still stands. The client comes back and is told.
      log.warn({ err: error }, 'an event stream ended because its session could not be checked')
      open.stream.end()
    }
  }
  const timer = setInterval(() => void Promise.all([...streams].map(beat)), beatMs)
  timer.unref()

  const requireRoom = (sessionId: string) => {
    const own = [...streams].filter((open) => open.sessionId === sessionId).length
    if (own >= MAX_STREAMS_OF_A_SESSION) throw new AppError('rate_limited', 'Too many open event streams')
  }

  const endAll = () => {
    for (const { stream } of streams) stream.end()
    streams.clear()
  }

  return {
    requireRoom,
    endAll,
    add(open) {
      streams.add(open)
      return { closed: () => void streams.delete(open) }
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
