import { createBeginSession } from '../../auth/begin-session.js'
import { createPendingSignIns } from '../../auth/pending-sign-in.js'
import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeFactors } from '../second-factors/change-factors.js'
import { createRecoveryCodes } from '../second-factors/recovery-codes.js'
import { createCeremonies } from './ceremonies.js'
import { changePasskeyRoutes } from './change-passkey.routes.js'
import { createCreatePasskey } from './create-passkey.js'
import { createPasskeyRoutes } from './create-passkey.routes.js'
import { listPasskeysRoute } from './list-passkeys.route.js'
import { passkeySignInRoutes } from './passkey-sign-in.routes.js'
import { createProvePasskey } from './prove-passkey.js'
import { reauthenticateByPasskeyRoutes } from './reauthenticate.routes.js'
import { createRelyingParty } from './relying-party.js'

/** Passkeys, as first and as second factor. */
export function passkeyEndpoints(deps: EndpointDeps): Endpoint[] {
  const publicUrl = deps.config.PUBLIC_URL
  const relyingParty = createRelyingParty({ publicUrl })
  const ceremonies = createCeremonies(deps.auth)
  const changeFactors = createChangeFactors({ ...deps, publicUrl })
  const recoveryCodes = createRecoveryCodes({ ...deps, passwords: deps.auth.passwords })
  const createPasskey = createCreatePasskey({ ...deps, changeFactors, recoveryCodes })
  const pendingSignIns = createPendingSignIns(deps)
  const beginSession = createBeginSession(deps)
  const all = { ...deps, relyingParty, ceremonies, provePasskey: createProvePasskey({ ...deps, relyingParty }) }
  return [
    listPasskeysRoute(deps),
    ...createPasskeyRoutes({ ...all, createPasskey }),
    ...changePasskeyRoutes({ changeFactors }),
    ...passkeySignInRoutes({ ...all, pendingSignIns, beginSession }),
    ...reauthenticateByPasskeyRoutes(all),
  ]
}
