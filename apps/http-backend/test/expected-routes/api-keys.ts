import type { ExpectedRoutes } from './expected.js'

export const apiKeysRoutes: ExpectedRoutes = {}
