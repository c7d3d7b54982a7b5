import type { ExpectedRoutes } from './expected.js'

export const invitationsRoutes: ExpectedRoutes = {}
