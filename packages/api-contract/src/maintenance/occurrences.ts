import { startsBetween } from './recurrence-rule.js'

/** When a maintenance window is in force. `durationSeconds` null lasts until somebody ends it; `endedAt` cuts off the occurrence that it falls into, and of a rule all later ones. */
export type MaintenanceTimes = {
  startsAt: Date
  durationSeconds: number | null
  rrule: string | null
  timeZone: string
  endedAt: Date | null
}

/** A stretch [fromMs, toMs); `toMs` null has no end yet. */
export type Occurrence = { fromMs: number; toMs: number | null }

const MOST = 1000

/**
 * The occurrences that overlap [fromMs, toMs), ascending, at most 1000. A rule follows the wall clock of its zone over changes to and from summer time; a local time
 * that such a change leaves out has no occurrence (RFC 5545 3.3.10), and each lasts `durationSeconds` of real time.
 */
export function occurrencesIn(times: MaintenanceTimes, fromMs: number, toMs: number): Occurrence[] {
  const { startsAt, durationSeconds, rrule, endedAt } = times
  const endedMs = endedAt?.getTime() ?? Number.POSITIVE_INFINITY
  const lengthMs = durationSeconds === null ? null : durationSeconds * 1000
  const starts =
    rrule === null || lengthMs === null
      ? [startsAt.getTime()]
      : startsBetween({ ...times, rrule }, Math.max(startsAt.getTime(), fromMs - lengthMs), toMs).slice(0, MOST)
  return starts
    .map((startMs): Occurrence => ({ fromMs: startMs, toMs: cut(startMs, lengthMs, endedMs) }))
    .filter((one) => one.fromMs < toMs && one.fromMs < endedMs && (one.toMs ?? Number.POSITIVE_INFINITY) > fromMs)
}

/** True while the window is in force. */
export const isInForce = (times: MaintenanceTimes, atMs: number): boolean =>
  occurrencesIn(times, atMs, atMs + 1).length > 0

/** The occurrence in force, or the next one within a year; null when there is none any more. */
export function nextOccurrence(times: MaintenanceTimes, atMs: number): Occurrence | null {
  return occurrencesIn(times, atMs, atMs + 366 * 86_400_000)[0] ?? null
}

function cut(startMs: number, lengthMs: number | null, endedMs: number): number | null {
  const endMs = Math.min(lengthMs === null ? Number.POSITIVE_INFINITY : startMs + lengthMs, endedMs)
  return endMs === Number.POSITIVE_INFINITY ? null : endMs
}
