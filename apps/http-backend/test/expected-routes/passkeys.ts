import type { ExpectedRoutes } from './expected.js'

export const passkeysRoutes: ExpectedRoutes = {}
