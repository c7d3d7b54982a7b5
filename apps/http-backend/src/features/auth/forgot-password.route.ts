import { forgotPasswordRequest } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { ApiConfig } from '../../api-config.js'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Origin } from '../../auth/origin.js'
import type { RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import type { Mails } from '../../mail/mails.js'
import { pageLink } from './links.js'
import { noMail, takeMail, takingTheSameTime } from './mail-on-request.js'
import { requestPasswordReset } from './request-password-reset.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/password/forgot',
  summary: 'Ask for a link that sets a new password',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: forgotPasswordRequest,
  reply: null,
  status: 204,
  csrf: 'origin',
} as const

type Deps = {
  database: Database
  auth: AuthServices
  mails: Mails
  rateLimits: RateLimits
  config: Pick<ApiConfig, 'PUBLIC_URL'>
}

/** Silent: nobody learns whether the address has an account. */
export const forgotPasswordRoute = ({ database, auth, mails, rateLimits, config }: Deps) => {
  async function mailLink(email: string, by: Origin): Promise<void> {
    const user = await database.prisma.user.findUnique({
      where: { email },
      select: { id: true, email: true, name: true },
    })
    if (!user) return
    await database.prisma.$transaction(async (tx) => {
      const request = { accountTokens: auth.accountTokens, user, proves: 'address' } as const
      const { token, expiresAt } = await requestPasswordReset(tx, by, request)
      const link = pageLink(config.PUBLIC_URL, 'resetPassword', token)
      await mails.queue(tx, user.email, { kind: 'reset_password', name: user.name, link, expiresAt })
    })
  }

  return publicEndpoint(shape, async ({ body, req, res, by }) => {
    if (!mails.enabled) throw noMail()
    await takeMail(rateLimits, req, res, body.email)
    await takingTheSameTime(() => mailLink(body.email, by))
    return null
  })
}
