export type Interruption = 'timeout' | 'shutdown'

/**
 * The one time limit of a whole check, names and redirects included. A check does one thing at a time, so there is one
 * handler: the step in progress. (An AbortSignal for each check and step costs as much as sending the request.)
 */
export type Deadline = {
  readonly timeoutMs: number
  /** Set once time is up or the prober stops; steps must not begin then. */
  readonly interruption: Interruption | null
  elapsedMs(): number
  /** Calls `handler` when the check is interrupted, at once when it already is. Replaces the handler of the step before. */
  onInterrupt(handler: (why: Interruption) => void): void
  interrupt(why: Interruption): void
  /** Ends the timer. */
  clear(): void
}

export function createDeadline(timeoutMs: number): Deadline {
  const startedAt = performance.now()
  let interruption: Interruption | null = null
  let handler: ((why: Interruption) => void) | null = null
  const interrupt = (why: Interruption) => {
    if (interruption) return
    interruption = why
    handler?.(why)
  }
  const timer = setTimeout(interrupt, timeoutMs, 'timeout')
  return {
    timeoutMs,
    get interruption() {
      return interruption
    },
    elapsedMs: () => performance.now() - startedAt,
    onInterrupt(next) {
      handler = next
      if (interruption) next(interruption)
    },
    interrupt,
    clear() {
      handler = null
      clearTimeout(timer)
    },
  }
}
