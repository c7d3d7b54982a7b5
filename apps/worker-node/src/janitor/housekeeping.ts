import type { JanitorEvents } from './events.js'

/** A piece of housekeeping. It must be idempotent, and bounded in time. */
export type Step = { name: string; everyMs: number; run: (nowMs: number) => Promise<void> }

/** A step that failed is tried again after this, or at its next turn when that comes sooner. */
const RETRY_MS = 60_000

/** Runs the steps that are due, one after the other. A step that fails is reported and tried again, and stops no other. Never rejects. */
export function createHousekeeping(steps: readonly Step[], events: JanitorEvents) {
  const dueMs = new Map<string, number>()
  const failing = new Set<string>()
  return {
    async runDue(nowMs: number, signal: AbortSignal): Promise<void> {
      for (const { name, everyMs, run } of steps) {
        if (signal.aborted) return
        if (nowMs < (dueMs.get(name) ?? Number.NEGATIVE_INFINITY)) continue
        const startedMs = performance.now()
        try {
          await run(nowMs)
          failing.delete(name)
          dueMs.set(name, nowMs + everyMs)
          events.stepDone(name, performance.now() - startedMs)
        } catch (error) {
          failing.add(name)
          dueMs.set(name, nowMs + Math.min(everyMs, RETRY_MS))
          events.stepFailed(name, error)
        }
      }
    },
    /** The steps whose last run failed. */
    failing: (): readonly string[] => [...failing],
  }
}
