import type { Logger } from '../log/logger.js'
import { createHandlerRun, type HandlerRun } from './handler-run.js'
import { type Consumer, type Handler, type QueueSpec, QueueUnavailableError } from './message-queue.js'
import type { RetryDelay } from './retry-delay.js'

type Message = { text: string; order: number; attempt: number; expiresAt: number }
type Taker = { prefetch: number; inHand: number; run: HandlerRun }
type Publisher = { enter: () => void; timer: NodeJS.Timeout; refuse: (error: Error) => void }

export type LocalQueueOptions = {
  spec: QueueSpec
  maxWaiting: number
  publishTimeoutMs: number
  retryDelay: RetryDelay
  log: Logger | undefined
}

export type LocalQueue = ReturnType<typeof createLocalQueue>

/** Dead letters of one queue that are kept; the oldest go first. */
const MAX_DEAD_LETTERS = 10_000

/** One queue of the in-process adapter. Its times to live run on the wall clock. */
export function createLocalQueue({ spec, maxWaiting, publishTimeoutMs, retryDelay, log }: LocalQueueOptions) {
  const ready: Message[] = []
  const dead: string[] = []
  const takers: Taker[] = []
  const publishers: Publisher[] = []
  let published = 0
  let pumping: NodeJS.Immediate | undefined
  let nextExpiry: NodeJS.Timeout | undefined

  function publish(text: string, ttlMs = Number.POSITIVE_INFINITY): Promise<void> {
    const enter = () => {
      const expiresAt = Date.now() + Math.min(ttlMs, spec.ttlMs ?? Number.POSITIVE_INFINITY)
      ready.push({ text, order: published++, attempt: 1, expiresAt })
      schedulePump()
    }
    if (ready.length >= maxWaiting) dropExpired()
    if (ready.length < maxWaiting && publishers.length === 0) {
      enter()
      return Promise.resolve()
    }
    return new Promise((resolve, refuse) => {
      const timer = setTimeout(() => {
        publishers.splice(publishers.indexOf(publisher), 1)
        refuse(new QueueUnavailableError(`The queue ${spec.name} was full for ${publishTimeoutMs} ms`))
      }, publishTimeoutMs)
      const publisher = {
        timer,
        refuse,
        enter: () => {
          enter()
          resolve()
        },
      }
      publishers.push(publisher)
      watchExpiry()
    })
  }

  /** Nobody may be reading a full queue: what expires in it makes room too. */
  function watchExpiry(): void {
    const earliest = Math.min(...ready.map(({ expiresAt }) => expiresAt))
    if (nextExpiry !== undefined || publishers.length === 0 || !Number.isFinite(earliest)) return
    nextExpiry = setTimeout(() => {
      nextExpiry = undefined
      dropExpired()
      admitPublishers()
      watchExpiry()
    }, earliest - Date.now())
  }

  function admitPublishers(): void {
    while (ready.length < maxWaiting) {
      const publisher = publishers.shift()
      if (publisher === undefined) return
      clearTimeout(publisher.timer)
      publisher.enter()
    }
  }

  /** Handlers start in a later turn of the event loop: never inside `publish`, and never without letting I/O in between. */
  function schedulePump(): void {
    pumping ??= setImmediate(() => {
      pumping = undefined
      for (let taker = nextTaker(); taker !== undefined; taker = nextTaker()) {
        const message = takeReady()
        if (message === undefined) break
        hand(message, taker)
      }
      admitPublishers()
    })
  }

  /** Of a partition only the first consumer gets anything; the others wait for it to go. */
  function nextTaker(): Taker | undefined {
    const candidates = spec.kind === 'partition' ? takers.slice(0, 1) : takers
    const taker = candidates.find(({ inHand, prefetch }) => inHand < prefetch)
    if (taker !== undefined && spec.kind !== 'partition') takers.push(...takers.splice(takers.indexOf(taker), 1))
    return taker
  }

  function takeReady(): Message | undefined {
    for (let message = ready.shift(); message !== undefined; message = ready.shift()) {
      if (message.expiresAt > Date.now()) return message
    }
    return undefined
  }

  function hand(message: Message, taker: Taker): void {
    taker.inHand += 1
    const release = () => {
      taker.inHand -= 1
      schedulePump()
    }
    taker.run.accept({
      text: message.text,
      order: message.order,
      attempt: message.attempt,
      ack: release,
      giveBack: () => {
        putBack({ ...message, attempt: message.attempt + 1 })
        release()
      },
      bury: async () => {
        if (spec.kind !== 'reply') dead.push(message.text)
        if (dead.length > MAX_DEAD_LETTERS) dead.shift()
        release()
      },
    })
  }

  function putBack(message: Message): void {
    const place = ready.findIndex(({ order }) => order > message.order)
    ready.splice(place < 0 ? ready.length : place, 0, message)
  }

  function dropExpired(): void {
    const now = Date.now()
    const alive = ready.filter(({ expiresAt }) => expiresAt > now)
    if (alive.length < ready.length) ready.splice(0, ready.length, ...alive)
  }

  function consume(prefetch: number, handler: Handler): Consumer {
    const taker: Taker = { prefetch, inHand: 0, run: createHandlerRun({ spec, handler, retryDelay, log }) }
    takers.push(taker)
    schedulePump()
    return {
      async [Symbol.asyncDispose]() {
        // The active consumer of a partition keeps its place until its handlers have settled: the next one must not overtake them.
        if (spec.kind !== 'partition') remove(taker)
        taker.prefetch = 0
        await taker.run.close()
        remove(taker)
        schedulePump()
      },
    }
  }

  function remove(taker: Taker): void {
    const place = takers.indexOf(taker)
    if (place >= 0) takers.splice(place, 1)
  }

  return {
    spec,
    dead,
    publish,
    consume,
    depth(): number {
      dropExpired()
      admitPublishers()
      return ready.length
    },
    async close() {
      for (const { timer, refuse } of publishers.splice(0)) {
        clearTimeout(timer)
        refuse(new QueueUnavailableError('The queue is closed'))
      }
      for (const taker of takers) taker.prefetch = 0
      await Promise.all(takers.map(({ run }) => run.close()))
      takers.length = 0
      clearImmediate(pumping)
      clearTimeout(nextExpiry)
    },
  }
}
