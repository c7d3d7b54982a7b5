import type { Logger } from '../log/logger.js'
import { type Handler, InvalidMessageError, type QueueSpec } from './message-queue.js'
import type { RetryDelay } from './retry-delay.js'

/** A message in hand. Exactly one of `ack`, `giveBack` and `bury` is called for it, once. */
export type Held = {
  text: string
  /** Grows in the order of the queue. */
  order: number
  /** Of this delivery, from 1. */
  attempt: number
  ack(): void
  /** Back to its place in the queue, to be delivered again at once, here or elsewhere. */
  giveBack(): void
  /** To the dead letters. */
  bury(reason: string): Promise<void>
}

export type HandlerRun = {
  /** Takes a message in hand and starts its handler, at once or when its turn comes. */
  accept(held: Held): void
  /** Starts nothing more, waits for the handlers that run, and gives back what is left. Answers every call when all is settled. */
  close(): Promise<void>
}

export type HandlerRunOptions = {
  spec: QueueSpec
  handler: Handler
  retryDelay: RetryDelay
  log: Logger | undefined
}

/**
 * Deliveries beyond `maxAttempts` that may end without an answer. Rolling restarts must not bury a message that never failed, but one
 * that kills its process has to go at some time.
 */
const LOST_DELIVERIES = 3

type Outcome = 'done' | 'again'

/**
 * Runs the handlers of one consumer on the messages an adapter holds: parsing, retries, order, dead letters and draining, alike for
 * all adapters. The adapter bounds what is in hand by its prefetch.
 */
export function createHandlerRun({ spec, handler, retryDelay, log }: HandlerRunOptions): HandlerRun {
  // A `work` message is tried again wherever there is room. In a partition it would lose its place that way, and a reply has one reader.
  const inHand = spec.kind !== 'work'
  const closing = new AbortController()
  const resting = new Map<Held, NodeJS.Timeout>()
  let running = 0
  /** Where retries stay in the hand: what rejected and will start again, and what may not start before it. */
  let failed: Held[] = []
  let waiting: Held[] = []
  let pause: NodeJS.Timeout | undefined
  let tellDrained: (() => void) | undefined
  let drained: Promise<void> | undefined

  function accept(held: Held): void {
    if (closing.signal.aborted) held.giveBack()
    else if (failed.length > 0) waiting.push(held)
    else start(held)
  }

  function start(held: Held): void {
    running += 1
    void runOnce(held).then((outcome) => {
      running -= 1
      if (outcome === 'again') retry(held)
      if (running === 0) settle()
    })
  }

  async function runOnce(held: Held): Promise<Outcome> {
    if (held.attempt > spec.maxAttempts + LOST_DELIVERIES) return bury(held, 'its processes went away again and again')
    let body: unknown
    try {
      body = JSON.parse(held.text)
    } catch {
      return bury(held, 'not JSON')
    }
    try {
      await handler({ body, attempt: held.attempt, signal: closing.signal })
    } catch (error) {
      if (error instanceof InvalidMessageError) return bury(held, error.message)
      if (closing.signal.aborted) return 'again'
      log?.warn({ queue: spec.name, attempt: held.attempt, err: error }, 'a handler rejected')
      return held.attempt < spec.maxAttempts
        ? 'again'
        : bury(held, error instanceof Error ? error.message : String(error))
    }
    held.ack()
    return 'done'
  }

  async function bury(held: Held, reason: string): Promise<Outcome> {
    try {
      await held.bury(reason)
    } catch (error) {
      log?.warn({ queue: spec.name, err: error }, 'could not move a message to the dead letters, will try again')
      return 'again'
    }
    if (spec.kind !== 'reply')
      log?.error({ queue: spec.name, attempt: held.attempt, reason }, 'a message went to the dead letters')
    return 'done'
  }

  function retry(held: Held): void {
    if (closing.signal.aborted) held.giveBack()
    else if (inHand) failed.push(held)
    else {
      const timer = setTimeout(() => {
        resting.delete(held)
        held.giveBack()
      }, retryDelay(held.attempt))
      resting.set(held, timer)
    }
  }

  /** Called when no handler runs any more. */
  function settle(): void {
    if (closing.signal.aborted) tellDrained?.()
    else if (failed.length > 0 && pause === undefined) {
      pause = setTimeout(startAgain, Math.max(...failed.map((held) => retryDelay(held.attempt))))
    }
  }

  /** First what failed, in its order, then what had to wait for it. */
  function startAgain(): void {
    pause = undefined
    const again = failed.sort((a, b) => a.order - b.order)
    const next = waiting
    failed = []
    waiting = []
    for (const held of again) start({ ...held, attempt: held.attempt + 1 })
    for (const held of next) start(held)
  }

  return {
    accept,
    close() {
      drained ??= new Promise<void>((resolve) => {
        tellDrained = resolve
        closing.abort()
        clearTimeout(pause)
        for (const timer of resting.values()) clearTimeout(timer)
        const left = [...resting.keys(), ...failed, ...waiting]
        resting.clear()
        failed = []
        waiting = []
        for (const held of left) held.giveBack()
        if (running === 0) resolve()
      })
      return drained
    },
  }
}
