import { type ExpectedRoutes, MONITOR, WORKSPACE, writers } from './expected.js'

export const apiKeysRoutes: ExpectedRoutes = {
  [`GET ${WORKSPACE}/api-keys`]: writers(200),
  [`POST ${WORKSPACE}/api-keys`]: { body: { name: 'Deploy', scopes: ['read'] }, ...writers(201) },
  // A key that is not there: real ones are in api-keys.test.ts.
  [`DELETE ${WORKSPACE}/api-keys/:apiKeyId`]: writers(404),
  [`POST ${MONITOR}/heartbeat`]: writers(200),
}
