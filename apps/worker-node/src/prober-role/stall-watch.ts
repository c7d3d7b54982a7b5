export type StallWatch = Disposable & {
  /** For how many milliseconds since then (as performance.now() counts) this process could not attend to its sockets. */
  stalledMs(sinceMs: number): number
}

type Stall = { endMs: number; lengthMs: number }

const BEAT_MS = 20
/** Timers of a healthy process on a shared machine are this late now and then. */
const TOLERANCE_MS = 50
/** No check lasts longer than this. */
const MEMORY_MS = 310_000

/**
 * Notices when the event loop stands still or the process gets no CPU: a timer that fires late has waited for exactly that. The stall that is not
 * over yet counts too, because a check's own timeout may fire before this timer does.
 */
export function watchStalls(now: () => number = () => performance.now()): StallWatch {
  let stalls: Stall[] = []
  let lastBeatMs = now()

  const lateBy = (atMs: number) => {
    const lateMs = atMs - lastBeatMs - BEAT_MS
    return lateMs > TOLERANCE_MS ? lateMs : 0
  }

  const timer = setInterval(() => {
    const atMs = now()
    const lengthMs = lateBy(atMs)
    lastBeatMs = atMs
    if (lengthMs === 0) return
    stalls.push({ endMs: atMs, lengthMs })
    if ((stalls[0]?.endMs ?? atMs) < atMs - MEMORY_MS) stalls = stalls.filter(({ endMs }) => endMs >= atMs - MEMORY_MS)
  }, BEAT_MS)
  timer.unref()

  return {
    stalledMs(sinceMs) {
      const atMs = now()
      let total = Math.min(lateBy(atMs), Math.max(0, atMs - sinceMs))
      for (let index = stalls.length - 1; index >= 0; index--) {
        const stall = stalls[index]
        if (!stall || stall.endMs <= sinceMs) break
        total += Math.min(stall.lengthMs, stall.endMs - sinceMs)
      }
      return total
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}
