import type { IncidentDetails } from '@mointering/api-contract/http/incidents'
import type { LiveEvent } from '@mointering/api-contract/pipeline/live-events'
import { liveChannel } from '@mointering/api-contract/pipeline/topology'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import { noSuchIncident, readIncidentDetails } from './incident-record.js'

type Target = { workspaceId: string; incidentId: string }
type Locked = Prisma.IncidentGetPayload<{ include: { monitor: { select: { name: true } } } }>
type Change = {
  /** `incident.<kind>` in the audit log. */
  kind: 'acknowledged' | 'unacknowledged' | 'commented' | 'resolved'
  message?: string | undefined
  /** What changes of the row; null when there is nothing left to change. Throws for what cannot be. */
  data: (incident: Locked, nowMs: number) => Prisma.IncidentUpdateInput | null
}

export type ChangeIncident = {
  acknowledge(target: Target, by: Origin): Promise<IncidentDetails>
  takeBackAcknowledgement(target: Target, by: Origin): Promise<IncidentDetails>
  comment(target: Target, message: string, by: Origin): Promise<IncidentDetails>
  /** Ends it by hand. The outage that it is about opens no second one; the next outage does. */
  resolve(target: Target, message: string | undefined, by: Origin): Promise<IncidentDetails>
}

/** What people do about an incident: the row, its timeline and the audit log in one transaction, then a word to the open pages. */
export function createChangeIncident(deps: {
  database: Database
  cache: Cache
  log: Logger
  now: () => number
}): ChangeIncident {
  const { database, cache, log, now } = deps

  async function change({ workspaceId, incidentId }: Target, by: Origin, { kind, message, data }: Change) {
    const changed = await database.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from incident where id = ${incidentId}::uuid and workspace_id = ${workspaceId}::uuid for update`
      const incident = await tx.incident.findFirst({
        where: { id: incidentId, workspaceId },
        include: { monitor: { select: { name: true } } },
      })
      if (!incident) throw noSuchIncident()
      const update = data(incident, now())
      if (update === null) return false
      await tx.incident.update({ where: { id: incidentId }, data: { ...update, version: { increment: 1 } } })
      await tx.incidentEvent.create({
        data: {
          incidentId,
          kind,
          at: new Date(now()),
          actorKind: by.actor.kind,
          actorName: by.actor.name,
          message: message ?? null,
        },
        select: { id: true },
      })
      await recordAudit(tx, by, {
        action: `incident.${kind}`,
        workspaceId,
        object: { kind: 'incident', id: incidentId, name: incident.monitor?.name ?? incident.region },
        after: message === undefined ? {} : { message },
      })
      return true
    })
    if (changed) await announce(workspaceId, incidentId)
    return readIncidentDetails(database, { workspaceId, id: incidentId, nowMs: now() })
  }

  async function announce(workspaceId: string, incidentId: string): Promise<void> {
    const event: LiveEvent = { type: 'incident', incidentId, monitorId: null, change: 'updated' }
    try {
      await cache.publish(liveChannel(workspaceId), JSON.stringify(event))
    } catch (error) {
      if (!(error instanceof CacheUnavailableError)) throw error
      log.warn({ incidentId }, 'the cache is away: open pages learn of the change when they load again')
    }
  }

  const nobodyAsked = { nextReminderAt: null, nextEscalationAt: null }
  return {
    acknowledge: (target, by) =>
      change(target, by, {
        kind: 'acknowledged',
        data(incident, nowMs) {
          if (incident.status !== 'open')
            throw new AppError('conflict', 'It is resolved already: nothing is left to acknowledge')
          if (incident.acknowledgedAt) return null
          return { acknowledgedAt: new Date(nowMs), acknowledgedBy: by.actor.name, ...nobodyAsked }
        },
      }),
    takeBackAcknowledgement: (target, by) =>
      change(target, by, {
        kind: 'unacknowledged',
        data: ({ acknowledgedAt, status }, nowMs) =>
          acknowledgedAt && {
            acknowledgedAt: null,
            acknowledgedBy: null,
            // Reminders and the escalation begin anew.
            ...(status === 'open' && { nextEscalationAt: new Date(nowMs) }),
          },
      }),
    comment: (target, message, by) => change(target, by, { kind: 'commented', message, data: () => ({}) }),
    resolve: (target, message, by) =>
      change(target, by, {
        kind: 'resolved',
        message,
        data: ({ status }, nowMs) =>
          status === 'open'
            ? { status: 'resolved', resolvedAt: new Date(nowMs), flapping: false, ...nobodyAsked }
            : null,
      }),
  }
}
