import type { ExpectedRoutes } from './expected.js'

export const identitiesRoutes: ExpectedRoutes = {}
