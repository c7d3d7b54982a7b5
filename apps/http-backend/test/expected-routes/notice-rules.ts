import { type ExpectedRoutes, readers, WORKSPACE, writers } from './expected.js'

const RULES = `${WORKSPACE}/notice-rules`
const NOTHING = '11111111-1111-4111-8111-111111111111'
const unknown = { alice: 404, bob: 404, charlie: 404, nobody: 401 }

export const noticeRuleRoutes: ExpectedRoutes = {
  [`GET ${RULES}`]: readers,
  // Of a channel that is not there: real ones are in notice-rules.test.ts.
  [`POST ${RULES}`]: { body: { name: 'Shop', channelIds: [NOTHING] }, ...writers(400) },
  [`POST ${RULES}/order`]: { body: { ids: [NOTHING] }, ...writers(409) },
  [`GET ${RULES}/:ruleId`]: unknown,
  [`PATCH ${RULES}/:ruleId`]: { body: { name: 'Other' }, ...writers(404) },
  [`DELETE ${RULES}/:ruleId`]: writers(404),
  [`GET ${WORKSPACE}/monitors/:monitorId/notice-route`]: readers,
}
