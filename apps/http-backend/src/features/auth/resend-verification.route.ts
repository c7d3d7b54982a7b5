import { resendVerificationRequest } from '@mointering/api-contract/http/accounts'
import type { RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import type { Mails } from '../../mail/mails.js'
import { noMail, takeMail, takingTheSameTime } from './mail-on-request.js'
import type { PendingSignUps } from './pending-sign-up.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/sign-up/resend',
  summary: 'Send the link of a sign-up once more',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: resendVerificationRequest,
  reply: null,
  status: 204,
  csrf: 'origin',
} as const

/** Silent: nobody learns whether somebody signed up. */
export const resendVerificationRoute = (deps: {
  pendingSignUps: PendingSignUps
  mails: Mails
  rateLimits: RateLimits
}) =>
  publicEndpoint(shape, async ({ body, req, res }) => {
    if (!deps.mails.enabled) throw noMail()
    await takeMail(deps.rateLimits, req, res, body.email)
    await takingTheSameTime(() => deps.pendingSignUps.resend(req, body.email))
    return null
  })
