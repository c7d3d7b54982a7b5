import { type IncidentPolicy, type IncidentState, stepIncident } from './incident-machine.js'
import { type AttemptVerdict, countFailingLooks, judgeSlot } from './slot-verdict.js'
import { initialStatus, type StatusState, stepStatus } from './status-machine.js'

/** A stored look. `totalMs` null: it never finished. */
export type PastLook = AttemptVerdict & { slotMs: number; totalMs: number | null }

/** What is tried; null leaves it as it was. */
export type TriedSettings = {
  confirmations: number
  recoveries: number
  minRegions: number
  /** A look that took longer fails. */
  timeoutMs: number | null
  /** A good look that took longer is degraded; null takes the verdicts as they are. */
  degradedMs: number | null
}

/** An incident as there would have been one. `toMs` null: it would still be open. */
export type TriedIncident = {
  fromMs: number
  toMs: number | null
  severity: 'critical' | 'warning'
  detectedMs: number
}

/**
 * The incidents that these looks, ascending by slot, would have made under other settings. Re-checks that were not made then cannot be known: a slot counts the looks it has.
 * Linear in the looks.
 */
export function backtest(looks: Iterable<PastLook>, settings: TriedSettings, policy: IncidentPolicy): TriedIncident[] {
  let status: StatusState = initialStatus
  let incident: IncidentState | null = null
  const found: TriedIncident[] = []
  for (const slot of slotsOf(looks)) {
    const results = slot.looks.map((look) => retried(look, settings))
    const judged = {
      slotMs: slot.slotMs,
      verdict: judgeSlot(results, settings.minRegions),
      looks: countFailingLooks(results),
    }
    status = stepStatus(status, judged, settings).state
    const next = stepIncident(incident, { ...status, slotMs: slot.slotMs }, policy)
    incident = next.incident
    for (const step of next.steps) {
      const last = found.at(-1)
      if (step.kind === 'opened' && incident)
        found.push({ fromMs: incident.startedMs, toMs: null, severity: step.severity, detectedMs: slot.slotMs })
      else if (last && step.kind === 'resolved') last.toMs = step.resolvedMs
      else if (last && step.kind === 'reopened') last.toMs = null
      else if (last && step.kind === 'severity_changed' && step.severity === 'critical') last.severity = 'critical'
    }
  }
  return found
}

function* slotsOf(looks: Iterable<PastLook>): Generator<{ slotMs: number; looks: readonly PastLook[] }> {
  let gathered: PastLook[] = []
  for (const look of looks) {
    const [first] = gathered
    if (first && first.slotMs !== look.slotMs) {
      yield { slotMs: first.slotMs, looks: gathered }
      gathered = []
    }
    gathered.push(look)
  }
  const [first] = gathered
  if (first) yield { slotMs: first.slotMs, looks: gathered }
}

function retried(look: PastLook, { timeoutMs, degradedMs }: TriedSettings): AttemptVerdict {
  const { region, attempt, verdict, totalMs } = look
  if (totalMs === null || verdict === 'unknown' || verdict === 'down') return { region, attempt, verdict }
  if (timeoutMs !== null && totalMs > timeoutMs) return { region, attempt, verdict: 'down' }
  if (degradedMs === null) return { region, attempt, verdict }
  return { region, attempt, verdict: totalMs > degradedMs ? 'degraded' : 'up' }
}
