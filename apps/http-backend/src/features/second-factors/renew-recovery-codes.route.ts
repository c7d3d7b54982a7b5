import { recoveryCodesReply } from '@mointering/api-contract/http/second-factors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { secondFactorsOf } from '../../auth/second-factors-of.js'
import { noBody, nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { ChangeFactors } from './change-factors.js'
import type { RecoveryCodes } from './recovery-codes.js'

const shape = {
  method: 'post',
  path: '/api/v1/account/recovery-codes',
  summary: 'Make new recovery codes',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: noBody,
  reply: recoveryCodesReply,
  status: 200,
  fresh: true,
} as const

/** Ten new codes; no older one is good any more. Rejects with conflict for an account without a second factor, which they would stand in for. */
export const renewRecoveryCodesRoute = (deps: { changeFactors: ChangeFactors; recoveryCodes: RecoveryCodes }) =>
  sessionEndpoint(shape, async ({ session, by }) => {
    const userId = session.user.id
    const made = await deps.recoveryCodes.create(userId)
    const codes = await deps.changeFactors(by, userId, async (tx) => {
      if ((await secondFactorsOf(tx, userId)).length === 0)
        throw new AppError('conflict', 'Add an authenticator app or a passkey first')
      await deps.recoveryCodes.replace(tx, userId, made)
      return {
        result: made.codes,
        audit: { action: 'recovery_codes.renewed', object: { kind: 'recovery_codes', id: null, name: null } },
        what: 'New recovery codes were made. The codes from before are no longer valid.',
      }
    })
    return { recoveryCodes: codes }
  })
