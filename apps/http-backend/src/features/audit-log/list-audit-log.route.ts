import { auditLogQuery, auditLogReply } from '@mointering/api-contract/http/audit-log'
import type { Database } from '@mointering/db/database'
import { nothing, workspaceEndpoint } from '../../http/endpoint.js'
import { workspaceParams } from '../monitors/monitor-params.js'
import { readAuditPage } from './audit-entries.js'

export const AUDIT_LOG_PATH = '/api/v1/workspaces/:workspaceId/audit-log'

const shape = {
  method: 'get',
  path: AUDIT_LOG_PATH,
  summary: 'Read the audit log, newest first',
  tag: 'Audit log',
  params: workspaceParams,
  query: auditLogQuery,
  body: nothing.optional(),
  reply: auditLogReply,
  status: 200,
} as const

export const listAuditLogRoute = ({ database }: { database: Database }) =>
  workspaceEndpoint('audit:read', shape, ({ member, query }) =>
    readAuditPage(database, { workspaceId: member.workspaceId }, query),
  )
