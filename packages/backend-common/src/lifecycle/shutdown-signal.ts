const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Aborts at the first SIGTERM or SIGINT; the reason is the signal's name. The second one ends the process at once, for the
 * person who presses Ctrl-C again. Call it once for a process, before anything is started.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(SIGNALS[name])
      controller.abort(name)
    })
  }
  return controller.signal
}

/** Resolves when `signal` aborts, at once when it has already. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
