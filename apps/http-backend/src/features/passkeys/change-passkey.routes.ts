import { passkey, renamePasskeyRequest } from '@mointering/api-contract/http/second-factors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import { type Endpoint, nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { ChangeFactors } from '../second-factors/change-factors.js'
import { PASSKEY_FIELDS, PASSKEY_PATH, passkeyParams, presentPasskey } from './passkey-views.js'

const common = { path: PASSKEY_PATH, tag: 'Account', params: passkeyParams, query: nothing } as const

const rename = {
  ...common,
  method: 'patch',
  summary: 'Rename a passkey',
  body: renamePasskeyRequest,
  reply: passkey,
  status: 200,
} as const

const remove = {
  ...common,
  method: 'delete',
  summary: 'Delete a passkey',
  body: nothing.optional(),
  reply: null,
  status: 204,
  fresh: true,
} as const

/** Somebody else's passkey is a 404, as one that never was. */
export const changePasskeyRoutes = ({ changeFactors }: { changeFactors: ChangeFactors }): Endpoint[] => [
  sessionEndpoint(rename, ({ params, body, session, by }) =>
    changeFactors(by, session.user.id, async (tx) => {
      const where = { id: params.passkeyId, userId: session.user.id }
      const before = await tx.passkey.findFirst({ where, select: { name: true } })
      if (!before) throw noSuchPasskey()
      const renamed = await tx.passkey.update({ where, data: { name: body.name }, select: PASSKEY_FIELDS })
      return {
        result: presentPasskey(renamed),
        audit: {
          action: 'passkey.renamed',
          object: { kind: 'passkey', id: renamed.id, name: renamed.name },
          before,
          after: { name: renamed.name },
        },
        what: null,
      }
    }),
  ),
  sessionEndpoint(remove, async ({ params, session, by }) => {
    await changeFactors(by, session.user.id, async (tx, owner) => {
      const userId = owner.id
      const found = await tx.passkey.findFirst({
        where: { id: params.passkeyId, userId },
        select: { id: true, name: true },
      })
      if (!found) throw noSuchPasskey()
      const others = (await tx.passkey.count({ where: { userId } })) - 1
      if (others === 0 && owner.passwordHash === null && (await tx.identity.count({ where: { userId } })) === 0)
        throw new AppError('conflict', 'You could not sign in any more. Set a password or add another passkey first')
      await tx.passkey.delete({ where: { id: found.id } })
      return {
        result: null,
        audit: {
          action: 'passkey.deleted',
          object: { kind: 'passkey', id: found.id, name: found.name },
          before: { name: found.name },
          after: null,
        },
        what: `The passkey “${found.name}” was deleted.`,
      }
    })
    return null
  }),
]

const noSuchPasskey = () => new AppError('not_found', 'There is no such passkey')
