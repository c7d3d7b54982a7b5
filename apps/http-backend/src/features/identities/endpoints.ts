import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { callbackRoute } from './callback.route.js'
import { forPeople } from './for-people.js'
import { listIdentitiesRoute, unlinkIdentityRoute } from './identities.routes.js'
import { goOn } from './landing-page.js'
import { createLinkIdentity } from './link-identity.js'
import { problemPath } from './problem-path.js'
import { createProviderFlows } from './provider-flow.js'
import { createReauthenticateWith } from './reauthenticate-with.js'
import { createSignInWith } from './sign-in-with.js'
import { startRoute } from './start.route.js'

/** Signing in with Google, GitHub and other providers. */
export function identityEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, auth } = deps
  const publicUrl = config.PUBLIC_URL
  const providerFlows = createProviderFlows(auth)
  const callback = callbackRoute({
    ...deps,
    providerFlows,
    signInWith: createSignInWith({ ...deps, signUp: config.SIGN_UP }),
    linkIdentity: createLinkIdentity({ ...deps, publicUrl }),
    reauthenticateWith: createReauthenticateWith(deps),
  })
  const failed = problemPath('sign-in', 'failed')
  return [
    forPeople(startRoute({ ...deps, providerFlows }), (res) => res.redirect(303, failed)),
    forPeople(callback, (res) => goOn(res, failed)),
    listIdentitiesRoute(deps),
    unlinkIdentityRoute({ ...deps, publicUrl }),
  ]
}
