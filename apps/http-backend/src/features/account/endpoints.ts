import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createReplacePassword } from '../auth/replace-password.js'
import { createTellSchedulers } from '../workspaces/tell-schedulers.js'
import { readAccountRoute, updateAccountRoute } from './account.routes.js'
import { cancelEmailChangeRoute, changeEmailRoute } from './change-email.routes.js'
import { changePasswordRoute } from './change-password.route.js'
import { createDeleteAccount } from './delete-account.js'
import { deleteAccountRoute } from './delete-account.route.js'
import { createProveOwnPassword } from './prove-own-password.js'
import { createReadAccount } from './read-account.js'
import { readActivityRoute } from './read-activity.route.js'
import { reauthenticateRoute } from './reauthenticate.route.js'
import { createSetEmail } from './set-email.js'

/** The signed-in person’s own account. */
export function accountEndpoints(deps: EndpointDeps): Endpoint[] {
  const { auth, config } = deps
  const changing = { ...deps, accountTokens: auth.accountTokens, publicUrl: config.PUBLIC_URL }
  const readAccount = createReadAccount(deps)
  const proveOwnPassword = createProveOwnPassword(deps)
  const tellSchedulers = createTellSchedulers(deps)
  const deleteAccount = createDeleteAccount({ ...deps, store: auth.store, tellSchedulers })
  return [
    readAccountRoute({ readAccount }),
    updateAccountRoute({ ...deps, readAccount }),
    changePasswordRoute({ ...deps, proveOwnPassword, replacePassword: createReplacePassword(changing) }),
    changeEmailRoute({ ...deps, setEmail: createSetEmail(changing) }),
    cancelEmailChangeRoute(deps),
    deleteAccountRoute({ auth, deleteAccount }),
    reauthenticateRoute({ ...deps, proveOwnPassword }),
    readActivityRoute(deps),
  ]
}
