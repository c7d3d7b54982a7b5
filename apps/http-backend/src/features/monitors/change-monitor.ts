import type { CreateMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { reviseSchedule } from '@mointering/db/monitors/schedule-revisions'
import type { Origin } from '../../auth/origin.js'
import { requireVersion } from '../../http/entity-tag.js'
import { stopWatching } from '../incidents/stop-watching.js'
import { lockToAdd } from '../workspaces/workspace-record.js'
import type { AnnounceChange } from './announce-change.js'
import { auditMonitor } from './audit-monitor.js'
import type { MonitorRecord } from './monitor-record.js'
import { type MonitorSecrets, settingsOf } from './monitor-secrets.js'
import { applyPatch, columnsOf, paceOf, requestOf } from './monitor-settings.js'
import { getMonitor, lockMonitor } from './monitors.queries.js'
import { requireParents } from './require-parents.js'

/** Which monitor, who changes it, and the If-Match header that came with the request, if any. */
export type Target = { workspaceId: string; monitorId: string; ifMatch: string | undefined; by: Origin }

/** Changes to a monitor: each in one transaction with its schedule, announced after the commit. All reject with not_found and stale_version. */
export type ChangeMonitor = {
  /** `check` throws for what the schema cannot know. `readable`: who asks may read what checks send. Also rejects as MonitorSecrets.seal does. */
  update(
    target: Target & { readable: boolean },
    patch: Record<string, unknown>,
    check: (request: CreateMonitorRequest) => void,
  ): Promise<MonitorRecord>
  /** Can be undone until the janitor removes it for good. */
  remove(target: Target): Promise<void>
  /** Undoes a removal; changes nothing when there is none. Rejects with limit_reached when it would be one monitor too many. */
  restore(target: Target): Promise<MonitorRecord>
}

export function createChangeMonitor(deps: {
  database: Database
  secrets: MonitorSecrets
  announceChange: AnnounceChange
  monitorLimit: number
  now: () => number
}): ChangeMonitor {
  const { database, secrets, announceChange, monitorLimit, now } = deps
  type Tx = Prisma.TransactionClient

  const revise = (tx: Tx, { id, key }: MonitorRecord, intervalSeconds: number, enabled: boolean) =>
    reviseSchedule(tx, { monitorKey: key, monitorId: id, intervalSeconds, enabled, nowMs: now() })
  const save = (tx: Tx, { key }: MonitorRecord, data: Prisma.MonitorUpdateInput) =>
    tx.monitor.update({
      where: { key },
      data: { ...data, version: { increment: 1 }, updatedAt: new Date(now()) },
      select: { key: true },
    })
  const stop = (tx: Tx, { key }: MonitorRecord, { by }: Target, message: string) =>
    stopWatching(tx, key, { by, nowMs: now(), message })

  async function lockPresent(tx: Tx, { workspaceId, monitorId, ifMatch }: Target): Promise<MonitorRecord> {
    const record = await lockMonitor(tx, workspaceId, monitorId)
    if (record.deletedAt) throw new AppError('not_found', 'There is no such monitor')
    requireVersion(ifMatch, record.version)
    return record
  }

  return {
    async update(target, patch, check) {
      const changed = await database.prisma.$transaction(async (tx) => {
        // Before the monitor, as all who lock both do.
        if (patch.dependsOn !== undefined) await lockToAdd(tx, target.workspaceId)
        const record = await lockPresent(tx, target)
        const request = applyPatch(record, patch)
        check(request)
        const { dependsOn } = request
        const { workspaceId, monitorId } = target
        await requireParents(tx, { workspaceId, monitorId, dependsOn, before: record.dependsOn })
        const settings = secrets.seal(record.id, settingsOf(request), {
          settings: record.settings,
          readable: target.readable,
        })
        await save(tx, record, columnsOf(request, settings))
        await revise(tx, record, paceOf(request), request.enabled)
        if (record.enabled && !request.enabled) await stop(tx, record, target, 'The monitor was paused.')
        const after = await getMonitor(tx, target.workspaceId, target.monitorId)
        await auditMonitor(tx, target.by, 'updated', { before: record, after })
        return after
      })
      await announceChange(changed, 'updated')
      return changed
    },

    async remove(target) {
      const removed = await database.prisma.$transaction(async (tx) => {
        const record = await lockPresent(tx, target)
        await save(tx, record, { deletedAt: new Date(now()) })
        await revise(tx, record, record.intervalSeconds, false)
        await stop(tx, record, target, 'The monitor was deleted.')
        await auditMonitor(tx, target.by, 'deleted', { before: record, after: null })
        return record
      })
      await announceChange(removed, 'deleted')
    },

    async restore(target) {
      const { workspaceId, monitorId } = target
      const restored = await database.prisma.$transaction(async (tx) => {
        await lockToAdd(tx, workspaceId)
        const record = await lockMonitor(tx, workspaceId, monitorId)
        requireVersion(target.ifMatch, record.version)
        if (!record.deletedAt) return false
        if ((await tx.monitor.count({ where: { workspaceId, deletedAt: null } })) >= monitorLimit) {
          throw new AppError('limit_reached', `A workspace may have ${monitorLimit} monitors`)
        }
        await save(tx, record, { deletedAt: null })
        await revise(tx, record, paceOf(requestOf(record)), record.enabled)
        await auditMonitor(tx, target.by, 'restored', { before: null, after: record })
        return true
      })
      const record = await getMonitor(database.prisma, workspaceId, monitorId)
      if (restored) await announceChange(record, 'created')
      return record
    },
  }
}
