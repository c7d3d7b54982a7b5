import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeOverrides } from './change-overrides.js'
import { createChangePolicy } from './change-policy.js'
import { createChangeSchedule } from './change-schedule.js'
import { contactRoutes } from './contact.routes.js'
import { overrideRoutes } from './override.routes.js'
import { policyRoutes } from './policy.routes.js'
import { scheduleRoutes } from './schedule.routes.js'

/** Who is on call, and to whom an incident is told when nobody acknowledges it. */
export const onCallEndpoints = (deps: EndpointDeps): Endpoint[] => [
  ...policyRoutes({ ...deps, changePolicy: createChangePolicy(deps) }),
  ...scheduleRoutes({ ...deps, changeSchedule: createChangeSchedule(deps) }),
  ...overrideRoutes({ changeOverrides: createChangeOverrides(deps) }),
  ...contactRoutes(deps),
]
