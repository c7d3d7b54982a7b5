import { randomBytes, randomUUID } from 'node:crypto'
import type { CreateMonitorRequest } from '@mointering/api-contract/monitors/monitor'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { reviseSchedule } from '@mointering/db/monitors/schedule-revisions'
import type { Origin } from '../../auth/origin.js'
import { lockToAdd } from '../workspaces/workspace-record.js'
import type { AnnounceChange } from './announce-change.js'
import { auditMonitor } from './audit-monitor.js'
import type { MonitorRecord } from './monitor-record.js'
import { type MonitorSecrets, settingsOf } from './monitor-secrets.js'
import { columnsOf, paceOf } from './monitor-settings.js'
import { getMonitor } from './monitors.queries.js'
import { requireParents } from './require-parents.js'

export type CreateMonitor = (
  workspaceId: string,
  request: CreateMonitorRequest,
  /** Of the Idempotency-Key header; null without one. */
  idempotencyKey: string | null,
  by: Origin,
) => Promise<{ monitor: MonitorRecord; replayed: boolean }>

/** How long an Idempotency-Key is remembered. */
const REMEMBERED_MS = 24 * 3_600_000

/**
 * Makes a monitor and its schedule in one transaction, then announces it. The same Idempotency-Key with the same request yields the monitor that it made the first
 * time, as it is now. Rejects with idempotency_mismatch for another request, limit_reached, and not_found when that monitor is gone.
 */
export function createCreateMonitor(deps: {
  database: Database
  secrets: MonitorSecrets
  /** Digests that say nothing about a request to who has not the key; the first one is stored. */
  digestsOf: (text: string) => [Buffer, ...Buffer[]]
  announceChange: AnnounceChange
  monitorLimit: number
  now: () => number
}): CreateMonitor {
  const { database, secrets, digestsOf, announceChange, monitorLimit, now } = deps

  async function create(
    tx: Prisma.TransactionClient,
    workspaceId: string,
    request: CreateMonitorRequest,
  ): Promise<string> {
    if ((await tx.monitor.count({ where: { workspaceId, deletedAt: null } })) >= monitorLimit) {
      throw new AppError('limit_reached', `A workspace may have ${monitorLimit} monitors`)
    }
    await requireParents(tx, { workspaceId, monitorId: null, dependsOn: request.dependsOn, before: [] })
    const nowMs = now()
    const id = randomUUID()
    const { key } = await tx.monitor.create({
      data: {
        id,
        workspaceId,
        ...columnsOf(request, secrets.seal(id, settingsOf(request), null)),
        createdAt: new Date(nowMs),
        updatedAt: new Date(nowMs),
        ...(request.kind === 'heartbeat' ? { heartbeat: { create: { token: newToken() } } } : {}),
      },
      select: { key: true },
    })
    const schedule = { intervalSeconds: paceOf(request), enabled: request.enabled }
    await reviseSchedule(tx, { monitorKey: key, monitorId: id, ...schedule, nowMs })
    return id
  }

  return async (workspaceId, request, idempotencyKey, by) => {
    const digests = digestsOf(`POST monitors\n${JSON.stringify(request)}`)
    const { id, replayed } = await database.prisma.$transaction(async (tx) => {
      // Creations in one workspace take turns: so the limit holds, and a key that is sent twice at once makes one monitor.
      await lockToAdd(tx, workspaceId)
      const known = await readKey(tx, workspaceId, idempotencyKey, digests, now())
      if (known !== null) return { id: known, replayed: true }
      const made = await create(tx, workspaceId, request)
      await auditMonitor(tx, by, 'created', { before: null, after: await getMonitor(tx, workspaceId, made) })
      if (idempotencyKey !== null)
        await writeKey(tx, { workspaceId, key: idempotencyKey, requestHash: digests[0], id: made, nowMs: now() })
      return { id: made, replayed: false }
    })
    const monitor = await getMonitor(database.prisma, workspaceId, id)
    if (!replayed) await announceChange(monitor, 'created')
    return { monitor, replayed }
  }
}

/** 128 random bits: whoever knows it may report for the monitor, so nobody can guess it. */
const newToken = () => randomBytes(16).toString('base64url')

async function readKey(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  key: string | null,
  digests: readonly Buffer[],
  nowMs: number,
): Promise<string | null> {
  if (key === null) return null
  const found = await tx.idempotencyKey.findUnique({ where: { workspaceId_key: { workspaceId, key } } })
  if (!found || found.createdAt.getTime() < nowMs - REMEMBERED_MS) return null
  if (!digests.some((digest) => digest.equals(found.requestHash))) {
    throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used for another request')
  }
  return typeof found.reply === 'string' ? found.reply : null
}

async function writeKey(
  tx: Prisma.TransactionClient,
  made: { workspaceId: string; key: string; requestHash: Buffer; id: string; nowMs: number },
): Promise<void> {
  const { workspaceId, key } = made
  // The id and not the whole reply: settings hold secrets, which need no second copy.
  const data = {
    requestHash: new Uint8Array(made.requestHash),
    status: 201,
    reply: made.id,
    createdAt: new Date(made.nowMs),
  }
  await tx.idempotencyKey.upsert({
    where: { workspaceId_key: { workspaceId, key } },
    create: { workspaceId, key, ...data },
    update: data,
  })
}
