export type Limiter = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Runs at most `atOnce` works at a time, first come first served; when `waiting` already wait, `whenFull` throws instead. */
export function createLimiter(bounds: { atOnce: number; waiting: number }, whenFull: () => never): Limiter {
  const queue: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= bounds.atOnce) {
      if (queue.length >= bounds.waiting) whenFull()
      // Whoever ends hands its place over: `running` does not change.
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
