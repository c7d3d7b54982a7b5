import { auditLogReply } from '@mointering/api-contract/http/audit-log'
import { pageQuery } from '@mointering/api-contract/http/monitors'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import { readAuditPage } from '../audit-log/audit-entries.js'

const shape = {
  method: 'get',
  path: '/api/v1/account/activity',
  summary: 'Read what happened to your account, newest first',
  tag: 'Account',
  params: nothing,
  query: z.object(pageQuery),
  body: nothing.optional(),
  reply: auditLogReply,
  status: 200,
} as const

export const readActivityRoute = ({ database }: { database: Database }) =>
  sessionEndpoint(shape, ({ session, query }) => readAuditPage(database, { userId: session.user.id }, query))
