import { createAccountSealer } from '@mointering/backend-common/crypto/encryption-keys'
import { createBeginSession } from '../../auth/begin-session.js'
import { createPendingSignIns } from '../../auth/pending-sign-in.js'
import type { EndpointDeps } from '../../endpoint-deps.js'
import type { Endpoint } from '../../http/endpoint.js'
import { createChangeFactors } from './change-factors.js'
import { createCompleteSignIn } from './complete-sign-in.js'
import { createRecoveryCodes } from './recovery-codes.js'
import { renewRecoveryCodesRoute } from './renew-recovery-codes.route.js'
import { secondFactorSignInRoutes } from './second-factor-sign-in.routes.js'
import { createTotp } from './totp.js'
import { totpRoutes } from './totp.routes.js'

/** Authenticator apps and recovery codes. */
export function secondFactorEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, auth } = deps
  const sealer = createAccountSealer(config)
  const changeFactors = createChangeFactors({ ...deps, publicUrl: config.PUBLIC_URL })
  const recoveryCodes = createRecoveryCodes({ ...deps, passwords: auth.passwords })
  const totp = createTotp({ ...deps, changeFactors, recoveryCodes, sealer })
  const pendingSignIns = createPendingSignIns(deps)
  const beginSession = createBeginSession(deps)
  const completeSignIn = createCompleteSignIn({ ...deps, devices: auth.devices, pendingSignIns, beginSession })
  return [
    ...totpRoutes({ ...deps, totp }),
    renewRecoveryCodesRoute({ changeFactors, recoveryCodes }),
    ...secondFactorSignInRoutes({ completeSignIn, totp, recoveryCodes }),
  ]
}
