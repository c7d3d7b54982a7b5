import { type ExpectedRoutes, WORKSPACE, writers } from './expected.js'

export const auditLogRoutes: ExpectedRoutes = {
  [`GET ${WORKSPACE}/audit-log`]: writers(200),
  [`GET ${WORKSPACE}/audit-log/export`]: writers(200),
}
