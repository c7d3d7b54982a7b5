import { type ExpectedRoutes, readers, WORKSPACE, writers } from './expected.js'

const MAINTENANCE = `${WORKSPACE}/maintenance`

export const maintenanceRoutes: ExpectedRoutes = {
  [`GET ${MAINTENANCE}`]: readers,
  [`POST ${MAINTENANCE}`]: {
    body: { name: 'Move', startsAt: '2040-01-01T00:00:00Z', durationSeconds: 3600 },
    ...writers(201),
  },
  [`POST ${MAINTENANCE}/start`]: { body: { name: 'Now', durationSeconds: 60 }, ...writers(201) },
  // A window that is not there: real ones are in maintenance.test.ts.
  [`POST ${MAINTENANCE}/:windowId/end`]: writers(404),
  [`DELETE ${MAINTENANCE}/:windowId`]: writers(404),
}
