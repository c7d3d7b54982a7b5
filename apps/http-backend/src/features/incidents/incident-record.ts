import {
  INCIDENT_STATES,
  type Incident,
  type IncidentDetails,
  incidentEvidence,
  QUIET_REASONS,
} from '@mointering/api-contract/http/incidents'
import { storedMonitorSettings } from '@mointering/api-contract/monitors/stored-settings'
import { targetLine } from '@mointering/api-contract/monitors/target-line'
import { notice, SEVERITIES } from '@mointering/api-contract/notices/notice'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { z } from 'zod'
import { explainIncident } from './explain-incident.js'

const MOST_EVENTS = 500
const MOST_DELIVERIES = 200

export const INCIDENT_PARTS = {
  monitor: { select: { key: true, id: true, name: true, kind: true, settings: true, tags: true } },
} as const satisfies Prisma.IncidentInclude

const DETAIL_PARTS = {
  ...INCIDENT_PARTS,
  events: { orderBy: { id: 'asc' }, take: MOST_EVENTS },
  children: { select: { id: true, status: true, monitor: { select: { name: true } } }, take: 100 },
} as const satisfies Prisma.IncidentInclude

type Row = Prisma.IncidentGetPayload<{ include: typeof INCIDENT_PARTS }>

const state = z.enum(INCIDENT_STATES)
const severity = z.enum(SEVERITIES)
const quiet = z.enum(QUIET_REASONS).nullable()
const deliveryState = z.enum(['waiting', 'sent', 'dead', 'dropped'])

/** The incident as the API answers it. Throws when something is stored that this release does not know. */
export function presentIncident(row: Row): Incident {
  const { id, monitor, region, reason, errorCode, acknowledgedBy, flapping, parentId, version } = row
  return {
    id,
    severity: severity.parse(row.severity),
    state: state.parse(row.status),
    monitor: monitor && {
      id: monitor.id,
      name: monitor.name,
      kind: monitor.kind,
      target: targetLine(storedMonitorSettings.parse(monitor.settings)),
    },
    region,
    reason,
    errorCode,
    startedAt: row.startedAt.toISOString(),
    openedAt: row.openedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy,
    quietBecause: quiet.parse(row.quietBecause),
    flapping,
    outages: Math.max(1, row.outages.filter((outage) => outage >= row.startedAt).length),
    parentId,
    version,
  }
}

/** The incident of this workspace with its timeline, its evidence and what was told of it. Rejects with not_found. */
export async function readIncidentDetails(
  database: Database,
  { workspaceId, id, nowMs }: { workspaceId: string; id: string; nowMs: number },
): Promise<IncidentDetails> {
  const { prisma: db } = database
  const row = await db.incident.findFirst({ where: { id, workspaceId }, include: DETAIL_PARTS })
  if (!row) throw noSuchIncident()
  const deliveries = await db.delivery.findMany({
    where: { incidentId: id, workspaceId },
    include: { channel: { select: { id: true, name: true, kind: true } } },
    orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
    take: MOST_DELIVERIES,
  })
  const evidence = incidentEvidence.safeParse(row.evidence)
  return {
    ...presentIncident(row),
    timeline: row.events.map(({ id: eventId, at, kind, actorKind, actorName, message }) => ({
      id: String(eventId),
      at: at.toISOString(),
      kind,
      actor: { kind: actorKind, name: actorName },
      message,
    })),
    evidence: evidence.success ? evidence.data : null,
    why: await explainIncident(database, { ...row, ...spanOf(row) }, nowMs),
    deliveries: deliveries.map(
      ({ id: deliveryId, channel, attempts, queuedAt, sentAt, checkedAt, lastError, ...rest }) => ({
        id: deliveryId,
        channel,
        title: notice.parse(rest.notice).title,
        state: deliveryState.parse(rest.state),
        attempts,
        queuedAt: queuedAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
        latencyMs: sentAt && checkedAt ? sentAt.getTime() - checkedAt.getTime() : null,
        lastError,
      }),
    ),
    children: row.children.map((child) => ({
      id: child.id,
      monitorName: child.monitor?.name ?? '',
      state: state.parse(child.status),
    })),
  }
}

const spanOf = ({ startedAt, resolvedAt }: Row) => ({
  startedMs: startedAt.getTime(),
  resolvedMs: resolvedAt?.getTime() ?? null,
})

export const noSuchIncident = () => new AppError('not_found', 'There is no such incident')
