import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeNoticeRules } from './change-notice-rules.js'
import { noticeRuleRoutes } from './notice-rules.routes.js'

/** Which incidents are told where. */
export const noticeRuleEndpoints = (deps: EndpointDeps): Endpoint[] =>
  noticeRuleRoutes({ ...deps, changeNoticeRules: createChangeNoticeRules(deps) })
