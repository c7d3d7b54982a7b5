import type { ExpectedRoutes } from './expected.js'

export const auditLogRoutes: ExpectedRoutes = {}
