import { type ExpectedRoutes, readers, WORKSPACE, writers } from './expected.js'

const POLICIES = `${WORKSPACE}/escalation-policies`
const SCHEDULES = `${WORKSPACE}/on-call-schedules`
const NOTHING = '11111111-1111-4111-8111-111111111111'
const unknown = { alice: 404, bob: 404, charlie: 404, nobody: 401 }
const from = '2040-01-01T00:00:00Z'
const to = '2040-01-02T00:00:00Z'

export const onCallRoutes: ExpectedRoutes = {
  [`GET ${POLICIES}`]: readers,
  // Of somebody who is nobody here: real ones are in on-call.test.ts.
  [`POST ${POLICIES}`]: {
    body: { name: 'Office', steps: [{ delaySeconds: 0, targets: [{ kind: 'user', id: NOTHING }] }] },
    ...writers(400),
  },
  [`GET ${POLICIES}/:policyId`]: unknown,
  [`PATCH ${POLICIES}/:policyId`]: { body: { name: 'Other' }, ...writers(404) },
  [`DELETE ${POLICIES}/:policyId`]: writers(404),
  [`GET ${SCHEDULES}`]: readers,
  [`POST ${SCHEDULES}`]: {
    body: {
      name: 'Primary',
      timeZone: 'UTC',
      layers: [{ name: 'All', startsAt: '2040-01-01T09:00', turnHours: 24, participants: [NOTHING] }],
    },
    ...writers(400),
  },
  [`GET ${SCHEDULES}/:scheduleId`]: unknown,
  [`PATCH ${SCHEDULES}/:scheduleId`]: { body: { name: 'Other' }, ...writers(404) },
  [`DELETE ${SCHEDULES}/:scheduleId`]: writers(404),
  [`GET ${SCHEDULES}/:scheduleId/shifts`]: unknown,
  [`POST ${SCHEDULES}/:scheduleId/overrides`]: { body: { userId: NOTHING, from, to }, ...writers(404) },
  [`DELETE ${SCHEDULES}/:scheduleId/overrides/:overrideId`]: writers(404),
  [`GET ${WORKSPACE}/on-call-contacts`]: readers,
  [`PATCH ${WORKSPACE}/on-call-contacts/:userId`]: { body: { channelId: null }, ...writers(404) },
}
