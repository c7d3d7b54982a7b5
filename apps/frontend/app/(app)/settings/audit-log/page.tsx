import type { Metadata } from 'next'
import { AuditLogPage } from '../../../../src/settings/audit-log/AuditLogPage'
import { requireSession } from '../../../providers/session'

export const metadata: Metadata = { title: 'Audit log' }

export default async function AuditLog() {
  await requireSession()
  return <AuditLogPage />
}
