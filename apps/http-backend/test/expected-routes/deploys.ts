import { type ExpectedRoutes, readers, WORKSPACE, writers } from './expected.js'

const DEPLOYS = `${WORKSPACE}/deploys`

export const deployRoutes: ExpectedRoutes = {
  [`GET ${DEPLOYS}`]: readers,
  [`POST ${DEPLOYS}`]: { body: { name: 'Shop', version: '1.2.3' }, ...writers(201) },
  // One that is not there: real ones are in incident-why.test.ts.
  [`DELETE ${DEPLOYS}/:deployId`]: writers(404),
}
