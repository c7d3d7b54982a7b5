import { confirmEmailRequest } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { AuthServices } from '../../auth/auth-services.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { lockAccount } from '../account/lock-account.js'
import type { SetEmail } from '../account/set-email.js'
import { invalidLink } from './invalid-link.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/email/confirm',
  summary: 'Confirm a new e-mail address by the link of the mail',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: confirmEmailRequest,
  reply: null,
  status: 204,
  csrf: 'origin',
} as const

type Deps = { database: Database; auth: AuthServices; rateLimits: RateLimits; setEmail: SetEmail; now: () => number }

/** In any browser: whoever has the link reads the new address's mail, and the change was asked for by the account itself. */
export const confirmEmailRoute = ({ database, auth, rateLimits, setEmail, now }: Deps) =>
  publicEndpoint(shape, async ({ body, req, res, by }) => {
    await rateLimits.take(res, [['tokenFromAddress', addressOf(req)]])
    const userId = (await auth.accountTokens.read(body.token, 'email_change'))?.userId ?? null
    if (userId === null) throw invalidLink()
    await database.prisma.$transaction(async (tx) => {
      await lockAccount(tx, userId)
      const used = await auth.accountTokens.use(tx, body.token, 'email_change')
      if (!used) throw invalidLink()
      await setEmail(tx, by, { userId, email: used.email, emailVerifiedAt: new Date(now()) })
    })
    await auth.store.forgetAllOf(userId)
    return null
  })
