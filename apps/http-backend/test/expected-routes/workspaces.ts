import type { ExpectedRoutes } from './expected.js'

export const workspacesRoutes: ExpectedRoutes = {}
