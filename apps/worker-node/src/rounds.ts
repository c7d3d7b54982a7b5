export type Rounds = AsyncDisposable & {
  /** Runs the next round as soon as the present one is done. */
  soon(): void
}

/**
 * Runs `round` now and then `everyMs` after the end of the one before, one at a time. A round that rejects is reported and runs again at its next turn. Disposing waits for the
 * round in hand.
 */
export function startRounds(options: {
  everyMs: number | (() => number)
  round: (signal: AbortSignal) => Promise<void>
  onTrouble: (error: unknown) => void
}): Rounds {
  const { everyMs, round, onTrouble } = options
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let again = false

  const run = async () => {
    try {
      await round(stop.signal)
    } catch (error) {
      if (!stop.signal.aborted) onTrouble(error)
    }
    running = null
    if (stop.signal.aborted) return
    const pauseMs = typeof everyMs === 'number' ? everyMs : everyMs()
    timer = setTimeout(start, again ? 0 : pauseMs)
    again = false
  }

  const start = () => {
    clearTimeout(timer)
    running = run()
  }

  start()
  return {
    soon() {
      if (stop.signal.aborted) return
      if (running) again = true
      else start()
    },
    async [Symbol.asyncDispose]() {
      stop.abort()
      clearTimeout(timer)
      await running
    },
  }
}
