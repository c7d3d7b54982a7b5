import { type ExpectedRoutes, readers, WORKSPACE, writers } from './expected.js'

const INCIDENT = `${WORKSPACE}/incidents/:incidentId`

// An incident that is not there: real ones are in incidents.test.ts.
const missing = { alice: 404, bob: 404, charlie: 404, nobody: 401 }

export const incidentRoutes: ExpectedRoutes = {
  [`GET ${WORKSPACE}/incidents`]: readers,
  [`GET ${INCIDENT}`]: missing,
  [`POST ${INCIDENT}/acknowledge`]: writers(404),
  [`DELETE ${INCIDENT}/acknowledge`]: writers(404),
  [`POST ${INCIDENT}/comments`]: { body: { message: 'On it' }, ...writers(404) },
  [`POST ${INCIDENT}/resolve`]: { body: {}, ...writers(404) },
}
