import { type ExpectedRoutes, readers, WORKSPACE, writers } from './expected.js'

const CHANNEL = `${WORKSPACE}/channels/:channelId`

export const channelRoutes: ExpectedRoutes = {
  [`GET ${WORKSPACE}/channels`]: readers,
  [`POST ${WORKSPACE}/channels`]: {
    body: { name: 'Team', settings: { kind: 'email', to: ['team@example.org'] } },
    ...writers(201),
  },
  // A channel that is not there: real ones are in channels.test.ts.
  [`GET ${CHANNEL}`]: { alice: 404, bob: 404, charlie: 404, nobody: 401 },
  [`PATCH ${CHANNEL}`]: { body: { name: 'Other' }, ...writers(404) },
  [`DELETE ${CHANNEL}`]: writers(404),
  [`POST ${CHANNEL}/test`]: writers(404),
  [`GET ${WORKSPACE}/deliveries`]: readers,
}
