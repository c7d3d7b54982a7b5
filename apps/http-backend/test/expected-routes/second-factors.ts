import type { ExpectedRoutes } from './expected.js'

export const secondFactorsRoutes: ExpectedRoutes = {}
