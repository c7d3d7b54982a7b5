import { deleteAccountRequest } from '@mointering/api-contract/http/account'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { DeleteAccount } from './delete-account.js'
import { fieldRefused } from './field-refused.js'

const shape = {
  method: 'post',
  path: '/api/v1/account/delete',
  summary: 'Delete your account',
  tag: 'Account',
  params: nothing,
  query: nothing,
  body: deleteAccountRequest,
  reply: null,
  status: 204,
  fresh: true,
} as const

export const deleteAccountRoute = ({ auth, deleteAccount }: { auth: AuthServices; deleteAccount: DeleteAccount }) =>
  sessionEndpoint(shape, async ({ body, session, res, by }) => {
    if (body.confirmation !== session.user.email)
      throw fieldRefused('confirmation', 'Type the e-mail address of your account')
    await deleteAccount(session.user.id, by)
    auth.cookies.clear(res)
    return null
  })
