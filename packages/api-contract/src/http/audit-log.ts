import { z } from 'zod'
import { page, pageQuery } from './monitors.js'

export const ACTOR_KINDS = ['user', 'api_key', 'system'] as const

/** One thing that somebody did. `changes`: what differed, by field, secrets masked; `before` is null for what was made, `after` for what was removed. */
export const auditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.string().nullable(), name: z.string() }),
  /** `<object>.<past participle>`, for example monitor.updated. */
  action: z.string(),
  object: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  ipAddress: z.string().nullable(),
  device: z.string().nullable(),
  requestId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>
export const auditLogReply = page(auditEntry)

const filters = {
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Exact, or with a trailing dot all of one kind: `monitor.` */
  action: z.string().max(100).optional(),
  actorId: z.string().max(64).optional(),
  objectId: z.string().max(64).optional(),
}
export const auditLogQuery = z.object({ ...pageQuery, ...filters })
export const auditExportQuery = z.object({ ...filters, format: z.enum(['csv', 'ndjson']).default('csv') })
