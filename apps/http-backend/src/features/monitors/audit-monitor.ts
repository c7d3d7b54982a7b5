import { isSecretHeader } from '@mointering/api-contract/monitors/secret-mask'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import type { MonitorRecord } from './monitor-record.js'
import { requestOf } from './monitor-settings.js'

/**
 * Writes what happened to a monitor into the audit log, in the transaction of the change. Secrets are compared as they are sealed, so that a change of one
 * is seen, and masked as they are written.
 */
export async function auditMonitor(
  tx: Prisma.TransactionClient,
  by: Origin,
  action: 'created' | 'updated' | 'deleted' | 'restored',
  { before, after }: { before: MonitorRecord | null; after: MonitorRecord | null },
): Promise<void> {
  const record = after ?? before
  if (!record) throw new Error('A monitor was there before, or is there after')
  await recordAudit(tx, by, {
    action: `monitor.${action}`,
    workspaceId: record.workspaceId,
    object: { kind: 'monitor', id: record.id, name: record.name },
    before: before && fieldsOf(before),
    after: after && fieldsOf(after),
  })
}

function fieldsOf(record: MonitorRecord): Record<string, unknown> {
  const request = requestOf(record)
  if (request.kind !== 'http') return request
  // The flag by another name than `secret`, which the audit log takes for a secret.
  const headers = request.headers.map((header) => ({
    name: header.name,
    value: header.value,
    hidden: isSecretHeader(header),
  }))
  return { ...request, headers }
}
