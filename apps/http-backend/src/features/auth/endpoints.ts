import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createSetEmail } from '../account/set-email.js'
import { confirmEmailRoute } from './confirm-email.route.js'
import { forgotPasswordRoute } from './forgot-password.route.js'
import { createNoteFailedSignIn } from './note-failed-sign-in.js'
import { createPendingSignUps } from './pending-sign-up.js'
import { createProvePassword } from './prove-password.js'
import { readCsrfRoute } from './read-csrf.route.js'
import { readOptionsRoute } from './read-options.route.js'
import { readSessionRoute } from './read-session.route.js'
import { refreshRoute } from './refresh.route.js'
import { createReplacePassword } from './replace-password.js'
import { resendVerificationRoute } from './resend-verification.route.js'
import { resetPasswordRoute } from './reset-password.route.js'
import { signInRoute } from './sign-in.route.js'
import { signOutRoute } from './sign-out.route.js'
import { createSignUp } from './sign-up.js'
import { signUpRoute } from './sign-up.route.js'
import { verifySignUpRoute } from './verify-sign-up.route.js'

/** Making an account, signing in and out, and staying signed in. */
export function authEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, auth } = deps
  const changing = { ...deps, accountTokens: auth.accountTokens, publicUrl: config.PUBLIC_URL }
  const pendingSignUps = createPendingSignUps(changing)
  const signUp = createSignUp({ ...deps, pendingSignUps, signUp: config.SIGN_UP })
  const provePassword = createProvePassword(deps)
  return [
    signUpRoute({ ...deps, signUp }),
    verifySignUpRoute({ ...deps, pendingSignUps }),
    resendVerificationRoute({ ...deps, pendingSignUps }),
    signInRoute({ ...deps, provePassword, noteFailedSignIn: createNoteFailedSignIn(deps) }),
    readOptionsRoute({ ...deps, providers: [...deps.providers.values()] }),
    forgotPasswordRoute(deps),
    resetPasswordRoute({ ...deps, replacePassword: createReplacePassword(changing) }),
    confirmEmailRoute({ ...deps, setEmail: createSetEmail(changing) }),
    signOutRoute(deps),
    refreshRoute(deps),
    readSessionRoute(),
    readCsrfRoute(deps),
  ]
}
