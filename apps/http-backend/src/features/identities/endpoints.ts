import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { callbackRoute } from './callback.route.js'
import { listIdentitiesRoute, unlinkIdentityRoute } from './identities.routes.js'
import { createLinkIdentity } from './link-identity.js'
import { createProviderFlows } from './provider-flow.js'
import { createReauthenticateWith } from './reauthenticate-with.js'
import { createSignInWith } from './sign-in-with.js'
import { startRoute } from './start.route.js'

/** Signing in with Google, GitHub and other providers. */
export function identityEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, auth } = deps
  const publicUrl = config.PUBLIC_URL
  const providerFlows = createProviderFlows(auth)
  return [
    startRoute({ ...deps, providerFlows }),
    callbackRoute({
      ...deps,
      providerFlows,
      signInWith: createSignInWith({ ...deps, signUp: config.SIGN_UP }),
      linkIdentity: createLinkIdentity({ ...deps, publicUrl }),
      reauthenticateWith: createReauthenticateWith(deps),
    }),
    listIdentitiesRoute(deps),
    unlinkIdentityRoute({ ...deps, publicUrl }),
  ]
}
