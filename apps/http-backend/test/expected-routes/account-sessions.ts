import type { ExpectedRoutes } from './expected.js'

export const accountSessionsRoutes: ExpectedRoutes = {}
