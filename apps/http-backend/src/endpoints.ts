import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import type { ApiConfig } from './api-config.js'
import type { AuthServices } from './auth/auth-services.js'
import type { RateLimits } from './auth/rate-limits.js'
import { readCsrfRoute } from './features/auth/read-csrf.route.js'
import { readSessionRoute } from './features/auth/read-session.route.js'
import { refreshRoute } from './features/auth/refresh.route.js'
import { createSignIn } from './features/auth/sign-in.js'
import { signInRoute } from './features/auth/sign-in.route.js'
import { signOutRoute } from './features/auth/sign-out.route.js'
import { createSignUp } from './features/auth/sign-up.js'
import { signUpRoute } from './features/auth/sign-up.route.js'
import type { Endpoint } from './http/endpoint.js'

export type EndpointDeps = {
  config: ApiConfig
  database: Database
  queue: MessageQueue
  cache: Cache
  log: Logger
  auth: AuthServices
  rateLimits: RateLimits
  now: () => number
}

/** Every route of the API. */
export function createEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, database, auth } = deps
  const signUp = createSignUp({ database, auth, signUp: config.SIGN_UP })
  const signIn = createSignIn({ database, auth })
  return [
    signUpRoute({ ...deps, signUp }),
    signInRoute({ ...deps, signIn }),
    signOutRoute(deps),
    refreshRoute(deps),
    readSessionRoute(),
    readCsrfRoute(deps),
  ]
}
