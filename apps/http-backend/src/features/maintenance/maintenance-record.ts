import type { MaintenanceWindow } from '@mointering/api-contract/http/maintenance'
import { isInForce, nextOccurrence } from '@mointering/api-contract/maintenance/occurrences'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { MaintenanceWindow as Row } from '@mointering/db/generated/prisma/client'

/** The window as the API answers it at an instant. */
export function presentWindow(row: Row, nowMs: number): MaintenanceWindow {
  const { id, name, note, durationSeconds, rrule, timeZone, tags, monitorIds, countsForUptime, createdBy, version } =
    row
  const next = nextOccurrence(row, nowMs)
  return {
    id,
    name,
    note,
    startsAt: row.startsAt.toISOString(),
    durationSeconds,
    rrule,
    timeZone,
    tags,
    monitorIds,
    countsForUptime,
    endedAt: row.endedAt?.toISOString() ?? null,
    createdBy,
    inForce: isInForce(row, nowMs),
    next: next && {
      from: new Date(next.fromMs).toISOString(),
      to: next.toMs === null ? null : new Date(next.toMs).toISOString(),
    },
    version,
  }
}

/** What the audit log keeps of a window. */
export const auditedWindow = ({
  name,
  note,
  startsAt,
  durationSeconds,
  rrule,
  timeZone,
  tags,
  monitorIds,
  countsForUptime,
  endedAt,
}: Row) => ({
  name,
  note,
  startsAt: startsAt.toISOString(),
  durationSeconds,
  rrule,
  timeZone,
  tags,
  monitorIds,
  countsForUptime,
  endedAt: endedAt?.toISOString() ?? null,
})

export const noSuchWindow = () => new AppError('not_found', 'There is no such maintenance window')
