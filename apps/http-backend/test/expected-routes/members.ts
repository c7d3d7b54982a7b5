import type { ExpectedRoutes } from './expected.js'

export const membersRoutes: ExpectedRoutes = {}
