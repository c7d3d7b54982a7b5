/** How an incident that nobody acknowledges is told to more and more people. */
export type EscalationPlan = {
  /** Of each step: how long after the one before, of the first one after the beginning. */
  steps: readonly { delaySeconds: number }[]
  /** How often the steps are gone through again. */
  repeats: number
}

/** An incident as far as escalation cares. Epoch milliseconds. */
export type EscalatedIncident = {
  /** When people were first told of it: it opened, or began anew. */
  openedMs: number
  acknowledgedMs: number | null
  resolvedMs: number | null
  /** When each step was told since then, in order. */
  toldMs: readonly number[]
}

export type Escalation = {
  /** The step that is due, from 0, and how often all of them were gone through before; null when none is due yet. */
  due: { step: number; round: number } | null
  /** When the next one is due, after the present one was told; null when none is left. */
  nextMs: number | null
}

/** Going through the steps again begins at least this long after the last of them. */
export const SHORTEST_ROUND_PAUSE_MS = 5 * 60_000

const NOTHING: Escalation = { due: null, nextMs: null }

/**
 * The step of the policy that is due, and when to look again. One step at a time: what was late, because nobody looked, puts off all that follows, so that nobody is
 * skipped and the steps keep their distance.
 */
export function escalationOf(plan: EscalationPlan, incident: EscalatedIncident, nowMs: number): Escalation {
  const { openedMs, acknowledgedMs, resolvedMs, toldMs } = incident
  if (acknowledgedMs !== null || resolvedMs !== null) return NOTHING
  const told = toldMs.length
  const delayMs = delayBefore(plan, told)
  if (delayMs === null) return NOTHING
  const dueMs = (toldMs.at(-1) ?? openedMs) + delayMs
  if (dueMs > nowMs) return { due: null, nextMs: dueMs }
  const nextDelayMs = delayBefore(plan, told + 1)
  const count = plan.steps.length
  return {
    due: { step: told % count, round: Math.floor(told / count) },
    nextMs: nextDelayMs === null ? null : nowMs + nextDelayMs,
  }
}

/** How long to wait before a step, counted over all rounds; null when there is no such step. */
function delayBefore({ steps, repeats }: EscalationPlan, index: number): number | null {
  if (index >= steps.length * (repeats + 1)) return null
  const step = steps[index % steps.length]
  if (!step) return null
  const delayMs = step.delaySeconds * 1000
  return index > 0 && index % steps.length === 0 ? Math.max(delayMs, SHORTEST_ROUND_PAUSE_MS) : delayMs
}
