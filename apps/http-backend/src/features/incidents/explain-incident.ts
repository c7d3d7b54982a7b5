import type { IncidentWhy } from '@mointering/api-contract/http/incidents'
import type { Database } from '@mointering/db/database'
import { readTypicalPhases, type Span } from '@mointering/db/incidents/read-phases'
import { readTargetChanges } from '@mointering/db/incidents/target-traits'
import { grownPhases } from '@mointering/monitoring-core/grown-phases'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEKS = 4
/** Only the beginning of a long incident is compared. */
const LONGEST_LOOK_MS = 2 * HOUR_MS
/** What changed so long before an incident, or so shortly after it began to be seen, may be its cause. */
const BEFORE_MS = 2 * HOUR_MS
const AFTER_MS = 10 * 60_000
const MOST_DEPLOYS = 20

export type Explained = {
  workspaceId: string
  monitor: { key: number; id: string; tags: readonly string[] } | null
  startedMs: number
  /** Null while it is open. */
  resolvedMs: number | null
}

/**
 * What may be behind an incident: which phases of the checks take longer than in the same hours of the weeks before, by region, and what changed of the target, or was
 * deployed, shortly before. A past that is too short for that is replaced by the day before.
 */
export async function explainIncident(
  { pool, prisma }: Database,
  { workspaceId, monitor, startedMs, resolvedMs }: Explained,
  nowMs: number,
): Promise<IncidentWhy> {
  if (monitor === null) return { phases: [], changes: [], deploys: [] }
  const of = { monitorKey: monitor.key }
  const during = { fromMs: startedMs, toMs: Math.min(startedMs + LONGEST_LOOK_MS, resolvedMs ?? nowMs) + 1 }
  const present = await readTypicalPhases(pool, { ...of, spans: [during], good: false })
  const sameHours = await readTypicalPhases(pool, { ...of, spans: hoursOfWeeksBefore(startedMs), good: true })
  const dayBefore = { fromMs: startedMs - DAY_MS, toMs: startedMs }
  const lately = await readTypicalPhases(pool, { ...of, spans: [dayBefore], good: true })

  const phases = [...present].flatMap(([region, now]) =>
    [sameHours.get(region), lately.get(region)]
      .map((usual) => (usual ? grownPhases(now, usual) : []))
      .filter((grown) => grown.length > 0)
      .slice(0, 1)
      .map((grown) => ({ region, grown })),
  )
  const around = { fromMs: startedMs - BEFORE_MS, toMs: startedMs + AFTER_MS }
  const changes = await readTargetChanges(pool, { ...of, ...around })
  const deploys = await prisma.deployMarker.findMany({
    where: {
      workspaceId,
      at: { gte: new Date(around.fromMs), lt: new Date(around.toMs) },
      OR: [
        { tags: { isEmpty: true }, monitorIds: { isEmpty: true } },
        { monitorIds: { has: monitor.id } },
        { tags: { hasSome: [...monitor.tags] } },
      ],
    },
    orderBy: { at: 'desc' },
    take: MOST_DEPLOYS,
  })
  return {
    phases,
    changes: changes.map(({ atMs, ...change }) => ({ ...change, at: new Date(atMs).toISOString() })),
    deploys: deploys.map(({ id, at, name, version, url }) => ({ id, at: at.toISOString(), name, version, url })),
  }
}

const hoursOfWeeksBefore = (startedMs: number): Span[] =>
  Array.from({ length: WEEKS }, (_, week) => {
    const middleMs = startedMs - (week + 1) * 7 * DAY_MS
    return { fromMs: middleMs - HOUR_MS, toMs: middleMs + HOUR_MS }
  })
