import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { MonitorCursor } from './monitor-cursor.js'
import { MONITOR_PARTS, type MonitorRecord, toRecord } from './monitor-record.js'

/** The client itself, or a transaction of it. */
type Db = Prisma.TransactionClient

/** The monitor of this workspace. Rejects with not_found, also for one that was deleted or is another workspace's. */
export async function getMonitor(db: Db, workspaceId: string, id: string): Promise<MonitorRecord> {
  return found(await db.monitor.findFirst({ where: { id, workspaceId, deletedAt: null }, include: MONITOR_PARTS }))
}

/** The same, locked until the transaction ends; deleted ones as well. */
export async function lockMonitor(tx: Db, workspaceId: string, id: string): Promise<MonitorRecord> {
  await tx.$queryRaw`select 1 from monitor where id = ${id}::uuid and workspace_id = ${workspaceId}::uuid for update`
  return found(await tx.monitor.findFirst({ where: { id, workspaceId }, include: MONITOR_PARTS }))
}

function found(row: Parameters<typeof toRecord>[0] | null): MonitorRecord {
  if (!row) throw new AppError('not_found', 'There is no such monitor')
  return toRecord(row)
}

export type MonitorFilter = {
  search: string | null
  /** Null is every status. */
  statuses: readonly string[] | null
  /** Null is any. */
  tag: string | null
  after: MonitorCursor | null
  limit: number
}

/** Newest first. */
export async function listMonitors(db: Db, workspaceId: string, filter: MonitorFilter): Promise<MonitorRecord[]> {
  const rows = await db.monitor.findMany({
    where: {
      workspaceId,
      deletedAt: null,
      ...(filter.tag === null ? {} : { tags: { has: filter.tag } }),
      AND: [searched(filter.search), withStatus(filter.statuses), olderThan(filter.after)],
    },
    include: MONITOR_PARTS,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: filter.limit,
  })
  return rows.map(toRecord)
}

function searched(search: string | null): Prisma.MonitorWhereInput {
  if (search === null || search === '') return {}
  const literal = search.replace(/[\\%_]/g, '\\$&') // Prisma passes it to ILIKE as it is
  const contains = { mode: 'insensitive' } as const
  const inSettings = (field: string) => ({ settings: { path: [field], string_contains: literal, ...contains } })
  return { OR: [{ name: { contains: literal, ...contains } }, inSettings('url'), inSettings('host')] }
}

function withStatus(statuses: readonly string[] | null): Prisma.MonitorWhereInput {
  if (statuses === null) return {}
  return {
    OR: [
      { enabled: true, state: { status: { in: [...statuses] } } },
      ...(statuses.includes('pending') ? [{ enabled: true, state: null }] : []),
      ...(statuses.includes('paused') ? [{ enabled: false }] : []),
    ],
  }
}

function olderThan(after: MonitorCursor | null): Prisma.MonitorWhereInput {
  if (after === null) return {}
  return { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }
}
