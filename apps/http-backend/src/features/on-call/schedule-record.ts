import {
  type OnCallOverride,
  type OnCallPerson,
  type OnCallSchedule,
  type OnCallShift,
  onCallLayers,
} from '@mointering/api-contract/http/on-call'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma, OnCallSchedule as Row } from '@mointering/db/generated/prisma/client'
import { type ReadSchedule, readSchedules } from '@mointering/db/on-call/read-schedules'
import { shiftsBetween } from '@mointering/monitoring-core/on-call'

/** How far is looked for the end of a shift. */
const AHEAD_MS = 8 * 86_400_000

export const OVERRIDE_PARTS = {
  user: { select: { id: true, name: true } },
} as const satisfies Prisma.OnCallOverrideInclude

/** Schedules of one workspace as the API answers them, with who is on call at an instant. */
export async function presentSchedules(
  { pool, prisma }: Database,
  { workspaceId, rows, nowMs }: { workspaceId: string; rows: readonly Row[]; nowMs: number },
): Promise<OnCallSchedule[]> {
  const ids = rows.map(({ id }) => id)
  const read = new Map((await readSchedules(pool, { workspaceId, ids, afterMs: nowMs })).map((one) => [one.id, one]))
  const nameOf = await namesOf(prisma, workspaceId)
  return rows.map(({ id, name, timeZone, layers, version, createdAt }) => {
    const schedule = read.get(id)
    return {
      id,
      name,
      timeZone,
      layers: onCallLayers.parse(layers),
      now: schedule ? onCallNow(schedule, nowMs, nameOf) : null,
      version,
      createdAt: createdAt.toISOString(),
    }
  })
}

/** The names of the members; somebody else has none. */
export async function namesOf(prisma: Prisma.TransactionClient, workspaceId: string): Promise<(id: string) => string> {
  const members = await prisma.membership.findMany({
    where: { workspaceId },
    select: { userId: true, user: { select: { name: true } } },
  })
  const names = new Map(members.map(({ userId, user }) => [userId, user.name]))
  return (id) => names.get(id) ?? ''
}

function onCallNow(schedule: ReadSchedule, nowMs: number, nameOf: (id: string) => string): OnCallSchedule['now'] {
  const shifts = shiftsBetween(schedule, nowMs, nowMs + AHEAD_MS)
  const [first] = shifts
  if (!first || first.fromMs > nowMs) return null
  const until = first.toMs < nowMs + AHEAD_MS ? new Date(first.toMs).toISOString() : null
  return { person: personOf(first.userId, nameOf), until }
}

/** The shifts of a schedule in [fromMs, toMs) as the API answers them. */
export const presentShifts = (
  schedule: ReadSchedule,
  { fromMs, toMs, nameOf }: { fromMs: number; toMs: number; nameOf: (id: string) => string },
): OnCallShift[] =>
  shiftsBetween(schedule, fromMs, toMs).map((shift) => ({
    person: personOf(shift.userId, nameOf),
    from: new Date(shift.fromMs).toISOString(),
    to: new Date(shift.toMs).toISOString(),
    layer: shift.by === 'override' ? null : (schedule.layerNames[shift.by] ?? ''),
  }))

export const presentOverride = ({
  id,
  user,
  startsAt,
  endsAt,
}: Prisma.OnCallOverrideGetPayload<{ include: typeof OVERRIDE_PARTS }>): OnCallOverride => ({
  id,
  person: { userId: user.id, name: user.name },
  from: startsAt.toISOString(),
  to: endsAt.toISOString(),
})

const personOf = (userId: string, nameOf: (id: string) => string): OnCallPerson => ({ userId, name: nameOf(userId) })

/** What the audit log keeps of a schedule. */
export const auditedSchedule = ({ name, timeZone, layers }: Row) => ({ name, timeZone, layers })

export const noSuchSchedule = () => new AppError('not_found', 'There is no such on-call schedule')
export const noSuchOverride = () => new AppError('not_found', 'There is no such override')
