import { changeEmailReply, changeEmailRequest } from '@mointering/api-contract/http/account'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { ApiConfig } from '../../api-config.js'
import { recordAudit } from '../../audit/record-audit.js'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Origin } from '../../auth/origin.js'
import type { RateLimits } from '../../auth/rate-limits.js'
import { noBody, nothing, sessionEndpoint } from '../../http/endpoint.js'
import type { Mails } from '../../mail/mails.js'
import { pageLink } from '../auth/links.js'
import { takeMail, takingTheSameTime } from '../auth/mail-on-request.js'
import { lockAccount } from './lock-account.js'
import type { SetEmail } from './set-email.js'

const about = { tag: 'Account', params: nothing, query: nothing } as const
const changeShape = {
  ...about,
  method: 'post',
  path: '/api/v1/account/email',
  summary: 'Change your e-mail address',
  body: changeEmailRequest,
  reply: changeEmailReply,
  status: 200,
  fresh: true,
} as const

type Tx = Prisma.TransactionClient
type Deps = {
  database: Database
  auth: AuthServices
  mails: Mails
  rateLimits: RateLimits
  setEmail: SetEmail
  config: Pick<ApiConfig, 'PUBLIC_URL'>
}

/** With mail the new address counts once it is confirmed, and the answer is the same when somebody else has it; without mail it counts at once. */
export const changeEmailRoute = ({ database, auth, mails, rateLimits, setEmail, config }: Deps) => {
  async function ask(tx: Tx, by: Origin, user: { id: string; name: string }, email: string): Promise<void> {
    await auth.accountTokens.voidAll(tx, { purpose: 'email_change', userId: user.id })
    const { token, expiresAt } = await auth.accountTokens.issue(tx, { purpose: 'email_change', userId: user.id, email })
    await recordAudit(tx, by, {
      action: 'account.email_change_requested',
      workspaceId: null,
      userId: user.id,
      object: { kind: 'account', id: user.id, name: user.name },
      after: { email },
    })
    // Whose it is already is not asked: the link could not be used.
    if (await tx.user.findUnique({ where: { email }, select: { id: true } })) return
    const link = pageLink(config.PUBLIC_URL, 'confirmEmail', token)
    await mails.queue(tx, email, { kind: 'confirm_email', name: user.name, link, expiresAt })
  }

  async function change(by: Origin, userId: string, email: string): Promise<void> {
    await database.prisma.$transaction(async (tx) => {
      const user = await lockAccount(tx, userId)
      if (!user) throw new AppError('not_signed_in', 'The session has ended. Sign in again')
      if (email === user.email) await auth.accountTokens.voidAll(tx, { purpose: 'email_change', userId })
      else if (mails.enabled) await ask(tx, by, user, email)
      else await setEmail(tx, by, { userId, email, emailVerifiedAt: null })
    })
  }

  return sessionEndpoint(changeShape, async ({ body: { email }, session, req, res, by }) => {
    const { id: userId, email: current } = session.user
    if (!mails.enabled || email === current) {
      await change(by, userId, email)
      await auth.store.forgetAllOf(userId)
      return { email, pendingEmail: null }
    }
    await takeMail(rateLimits, req, res, email)
    await takingTheSameTime(() => change(by, userId, email))
    return { email: current, pendingEmail: email }
  })
}

const cancelShape = {
  ...about,
  method: 'delete',
  path: '/api/v1/account/pending-email',
  summary: 'Give up the e-mail address that waits for its confirmation',
  body: noBody,
  reply: null,
  status: 204,
} as const

export const cancelEmailChangeRoute = ({ database, auth }: { database: Database; auth: AuthServices }) =>
  sessionEndpoint(cancelShape, async ({ session, by }) => {
    const { id: userId, name } = session.user
    await database.prisma.$transaction(async (tx) => {
      await lockAccount(tx, userId)
      if ((await auth.accountTokens.voidAll(tx, { purpose: 'email_change', userId })) === 0) return
      const object = { kind: 'account', id: userId, name }
      await recordAudit(tx, by, { action: 'account.email_change_cancelled', workspaceId: null, userId, object })
    })
    return null
  })
