import { accountReply, updateAccountRequest } from '@mointering/api-contract/http/account'
import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { AuthServices } from '../../auth/auth-services.js'
import { nothing, sessionEndpoint } from '../../http/endpoint.js'
import { lockAccount } from './lock-account.js'
import type { ReadAccount } from './read-account.js'

const about = { path: '/api/v1/account', tag: 'Account', params: nothing, query: nothing, status: 200 } as const

const readShape = {
  ...about,
  method: 'get',
  summary: 'Read your account',
  body: nothing.optional(),
  reply: accountReply,
} as const

export const readAccountRoute = ({ readAccount }: { readAccount: ReadAccount }) =>
  sessionEndpoint(readShape, ({ session }) => readAccount(session))

const updateShape = {
  ...about,
  method: 'patch',
  summary: 'Change your name',
  body: updateAccountRequest,
  reply: accountReply,
} as const

export const updateAccountRoute = (deps: { database: Database; auth: AuthServices; readAccount: ReadAccount }) =>
  sessionEndpoint(updateShape, async ({ body: { name }, session, by }) => {
    const userId = session.user.id
    const changed = await deps.database.prisma.$transaction(async (tx) => {
      const before = await lockAccount(tx, userId)
      if (!before || before.name === name) return false
      await tx.user.update({ where: { id: userId }, data: { name }, select: { id: true } })
      await recordAudit(tx, by, {
        action: 'account.updated',
        workspaceId: null,
        userId,
        object: { kind: 'account', id: userId, name },
        before: { name: before.name },
        after: { name },
      })
      return true
    })
    if (changed) await deps.auth.store.forgetAllOf(userId)
    return deps.readAccount(session)
  })
