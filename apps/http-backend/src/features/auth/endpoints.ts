import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createProvePassword } from './prove-password.js'
import { readCsrfRoute } from './read-csrf.route.js'
import { readSessionRoute } from './read-session.route.js'
import { refreshRoute } from './refresh.route.js'
import { signInRoute } from './sign-in.route.js'
import { signOutRoute } from './sign-out.route.js'
import { createSignUp } from './sign-up.js'
import { signUpRoute } from './sign-up.route.js'

/** Making an account, signing in and out, and staying signed in. */
export function authEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, database, auth } = deps
  return [
    signUpRoute({ ...deps, signUp: createSignUp({ database, auth, signUp: config.SIGN_UP }) }),
    signInRoute({ ...deps, provePassword: createProvePassword({ database, auth }) }),
    signOutRoute(deps),
    refreshRoute(deps),
    readSessionRoute(),
    readCsrfRoute(deps),
  ]
}
