import { ACTOR_KINDS, type AuditEntry } from '@mointering/api-contract/http/audit-log'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { z } from 'zod'
import { deviceOf } from '../../auth/device.js'
import { decodeCursor, encodeCursor } from '../monitors/monitor-cursor.js'

export type AuditFilters = {
  from?: string | undefined
  to?: string | undefined
  /** Exact, or with a trailing dot all that begin so. */
  action?: string | undefined
  actorId?: string | undefined
  objectId?: string | undefined
}

/** Whose log: what happened in a workspace, or to an account. */
export type AuditLogOf = { workspaceId: string } | { userId: string }

const MAX_ID = 2n ** 63n - 1n
const cursorParts = z.tuple([
  z
    .string()
    .regex(/^\d{1,19}$/)
    .transform(BigInt)
    .refine((id) => id <= MAX_ID),
])

/** A page of the log, newest first, and where the next one begins. Rejects with invalid_input for a cursor that is none of ours. */
export async function readAuditPage(
  database: Database,
  of: AuditLogOf,
  { cursor, limit, ...filters }: AuditFilters & { cursor?: string | undefined; limit: number },
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor, cursorParts)
  const rows = await database.prisma.auditEntry.findMany({
    where: { ...of, ...matching(filters), ...(after ? { id: { lt: after[0] } } : {}) },
    orderBy: { id: 'desc' },
    take: limit + 1, // one more tells whether there is a next page
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const nextCursor = rows.length > limit && last ? encodeCursor([String(last.id)]) : null
  return { items: page.map(presentEntry), nextCursor }
}

function matching({ from, to, action, actorId, objectId }: AuditFilters): Prisma.AuditEntryWhereInput {
  const at = {
    ...(from === undefined ? {} : { gte: instantOf(from) }),
    ...(to === undefined ? {} : { lt: instantOf(to) }),
  }
  return {
    ...(from === undefined && to === undefined ? {} : { at }),
    ...(action === undefined ? {} : { action: action.endsWith('.') ? { startsWith: literal(action) } : action }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(objectId === undefined ? {} : { objectId }),
  }
}

/** Prisma cannot pass on a year 0 or 10000; nothing of ours is so far away. */
const instantOf = (text: string): Date => new Date(Math.min(Math.max(Date.parse(text), 0), Date.UTC(9000)))

/** Prisma passes it to LIKE as it is. */
const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

const storedChanges = z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))
type Row = Prisma.AuditEntryGetPayload<object>

function presentEntry(row: Row): AuditEntry {
  const kind = ACTOR_KINDS.find((known) => known === row.actorKind)
  if (kind === undefined) throw new Error(`An audit entry with the unknown actor ${row.actorKind}`)
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: { kind, id: row.actorId, name: row.actorName },
    action: row.action,
    object: { kind: row.objectKind, id: row.objectId, name: row.objectName },
    changes: storedChanges.parse(row.changes),
    ipAddress: row.ipAddress,
    device: row.userAgent === null ? null : deviceOf(row.userAgent),
    requestId: row.requestId,
  }
}
