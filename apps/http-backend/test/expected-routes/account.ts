import type { ExpectedRoutes } from './expected.js'

export const accountRoutes: ExpectedRoutes = {}
