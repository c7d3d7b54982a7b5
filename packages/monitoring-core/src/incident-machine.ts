import type { ConfirmedStatus } from './status-machine.js'

export type IncidentSeverity = 'critical' | 'warning'

/** The newest incident of a monitor, open or ended. Epoch milliseconds throughout. */
export type IncidentState = {
  severity: IncidentSeverity
  /** The first failing slot, of the first outage when others were merged into it. */
  startedMs: number
  /** Null while it is open. */
  resolvedMs: number | null
  flapping: boolean
  /** When its outages began, and those of incidents shortly before it, ascending: what flapping is judged by. */
  outagesMs: readonly number[]
}

/** What is known of the monitor at a judged slot. */
export type SeenStatus = { status: ConfirmedStatus; sinceMs: number | null; slotMs: number }

export type IncidentPolicy = {
  /** A monitor that fails again within this time after its incident ended takes that incident up again. */
  mergeMs: number
  /** Degraded for so long opens an incident; null: never. */
  degradedAfterMs: number | null
  /** So many outages within the window are flapping; it ends when nothing failed for as long as the window. */
  flapping: { outages: number; windowMs: number }
}

/**
 * - `opened`: a new incident; `reopened`: the ended one goes on.
 * - `severity_changed`: it got worse, or better, without ending.
 * - `flapping`: from here on its ups and downs are not told one by one; `settled` comes with the end of that.
 * - `resolved`: good since `resolvedMs`.
 */
export type IncidentStep =
  | { kind: 'opened' | 'reopened' | 'severity_changed'; severity: IncidentSeverity }
  | { kind: 'flapping'; outages: number }
  | { kind: 'resolved'; settled: boolean; resolvedMs: number }

export const INCIDENT_POLICY = {
  mergeMs: 5 * 60_000,
  flapping: { outages: 4, windowMs: 30 * 60_000 },
} as const

/**
 * What a status means for the incidents of a monitor. Pure: `incident` is the newest one, null when there was none; the answer holds it as it is afterwards, and what
 * happened to it, in order. Stepping the same status again changes nothing. `unknown` opens nothing and resolves nothing. An outage that had its incident, which
 * somebody may have ended by hand, opens no second one.
 */
export function stepIncident(
  incident: IncidentState | null,
  seen: SeenStatus,
  policy: IncidentPolicy,
): { incident: IncidentState | null; steps: IncidentStep[] } {
  const severity = severityOf(seen, policy)
  if (severity === 'unclear') return { incident, steps: [] }
  if (severity === null) return calm(incident, seen, policy)
  const sinceMs = seen.sinceMs ?? seen.slotMs
  if (incident?.resolvedMs === null) return goOn(incident, severity, sinceMs, policy)
  if (incident?.outagesMs.includes(sinceMs)) return { incident, steps: [] }
  return begin(incident, severity, sinceMs, policy)
}

/** True when time alone, without a change of the status, may mean something: this monitor is to be stepped at every slot. */
export function isWatched(incident: IncidentState | null, { status }: Pick<SeenStatus, 'status'>): boolean {
  const open = incident?.resolvedMs === null
  return (open && incident.flapping) || (status === 'degraded' && !(open && incident.severity === 'warning'))
}

function severityOf(
  { status, sinceMs, slotMs }: SeenStatus,
  { degradedAfterMs }: IncidentPolicy,
): IncidentSeverity | null | 'unclear' {
  if (status === 'down') return 'critical'
  if (status === 'unknown' || status === 'pending') return 'unclear'
  if (status === 'up' || degradedAfterMs === null) return null
  return slotMs - (sinceMs ?? slotMs) >= degradedAfterMs ? 'warning' : 'unclear'
}

function begin(
  last: IncidentState | null,
  severity: IncidentSeverity,
  sinceMs: number,
  policy: IncidentPolicy,
): { incident: IncidentState; steps: IncidentStep[] } {
  const outagesMs = [...recent(last?.outagesMs ?? [], sinceMs, policy), sinceMs]
  const flapping = outagesMs.length >= policy.flapping.outages
  const flaps: IncidentStep[] = flapping ? [{ kind: 'flapping', outages: outagesMs.length }] : []
  if (last?.resolvedMs != null && sinceMs - last.resolvedMs <= policy.mergeMs) {
    const incident = { ...last, severity, resolvedMs: null, outagesMs, flapping }
    return { incident, steps: [{ kind: 'reopened', severity }, ...flaps] }
  }
  const incident = { severity, startedMs: sinceMs, resolvedMs: null, flapping, outagesMs }
  return { incident, steps: [{ kind: 'opened', severity }, ...flaps] }
}

function goOn(
  incident: IncidentState,
  severity: IncidentSeverity,
  sinceMs: number,
  policy: IncidentPolicy,
): { incident: IncidentState; steps: IncidentStep[] } {
  const isNewOutage = incident.flapping && !incident.outagesMs.includes(sinceMs)
  const outagesMs = isNewOutage
    ? [...recent(incident.outagesMs, sinceMs, policy), sinceMs].toSorted((a, b) => a - b)
    : incident.outagesMs
  if (severity === incident.severity)
    return { incident: isNewOutage ? { ...incident, outagesMs } : incident, steps: [] }
  const steps: IncidentStep[] = incident.flapping ? [] : [{ kind: 'severity_changed', severity }]
  return { incident: { ...incident, severity, outagesMs }, steps }
}

function calm(
  incident: IncidentState | null,
  { sinceMs, slotMs }: SeenStatus,
  policy: IncidentPolicy,
): { incident: IncidentState | null; steps: IncidentStep[] } {
  if (incident?.resolvedMs !== null) return { incident, steps: [] }
  const resolvedMs = sinceMs ?? slotMs
  if (incident.flapping && slotMs - resolvedMs < policy.flapping.windowMs) return { incident, steps: [] }
  const step = { kind: 'resolved', settled: incident.flapping, resolvedMs } as const
  return { incident: { ...incident, resolvedMs, flapping: false }, steps: [step] }
}

const recent = (outagesMs: readonly number[], nowMs: number, { flapping }: IncidentPolicy): number[] =>
  outagesMs.filter((ms) => nowMs - ms < flapping.windowMs)
