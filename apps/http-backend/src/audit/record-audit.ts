import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { Origin } from '../auth/origin.js'
import { changesBetween } from './changes.js'

export type AuditFacts = {
  /** `<object>.<past participle>`: workspace.renamed, api_key.created, session.started ... */
  action: string
  /** Null: about an account alone. */
  workspaceId: string | null
  /** The account that it is about; it appears in that person's activity. */
  userId?: string | null
  object: { kind: string; id: string | null; name: string | null }
  /** As it was and as it is now; null when it was not there before, or is gone. Secrets are masked here, by field name. */
  before?: Readonly<Record<string, unknown>> | null
  after?: Readonly<Record<string, unknown>> | null
}

/** Writes one line of the audit log in the transaction of the change: both stand, or neither. */
export async function recordAudit(tx: Prisma.TransactionClient, by: Origin, facts: AuditFacts): Promise<void> {
  await tx.auditEntry.create({
    data: {
      workspaceId: facts.workspaceId,
      userId: facts.userId ?? null,
      actorKind: by.actor.kind,
      actorId: by.actor.id,
      actorName: by.actor.name,
      action: facts.action,
      objectKind: facts.object.kind,
      objectId: facts.object.id,
      objectName: facts.object.name,
      changes: changesBetween(facts.before ?? null, facts.after ?? null),
      ipAddress: by.ipAddress,
      userAgent: by.userAgent,
      requestId: by.requestId,
    },
    select: { id: true },
  })
}
