import { resetPasswordRequest } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { lockAccount } from '../account/lock-account.js'
import { invalidLink } from './invalid-link.js'
import type { ReplacePassword } from './replace-password.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/password/reset',
  summary: 'Set a new password by the link of the mail',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: resetPasswordRequest,
  reply: null,
  status: 204,
  csrf: 'origin',
} as const

const resetData = z.object({ proves: z.enum(['address', 'nothing']) })

/** Ends all sessions and signs nobody in: a mailbox alone must not get past the second factor. */
export const resetPasswordRoute = (deps: {
  database: Database
  auth: AuthServices
  rateLimits: RateLimits
  replacePassword: ReplacePassword
}) => {
  const { database, auth, rateLimits, replacePassword } = deps
  return publicEndpoint(shape, async ({ body, req, res, by }) => {
    await rateLimits.take(res, [['tokenFromAddress', addressOf(req)]])
    const userId = (await auth.accountTokens.read(body.token, 'password_reset'))?.userId ?? null
    if (userId === null) throw invalidLink()
    const owner = await database.prisma.user.findUnique({ where: { id: userId }, select: { email: true, name: true } })
    if (!owner) throw invalidLink()
    // The link stays good: whoever has it chooses another one.
    await auth.refuseGuessable('password', body.password, owner)
    const passwordHash = await auth.passwords.hash(body.password)
    await database.prisma.$transaction(async (tx) => {
      await lockAccount(tx, userId)
      const used = await auth.accountTokens.use(tx, body.token, 'password_reset')
      if (!used) throw invalidLink()
      const addressProven = resetData.parse(used.data).proves === 'address'
      const replacement = { userId, passwordHash, action: 'account.password_reset', addressProven } as const
      await replacePassword(tx, by, replacement)
    })
    await auth.store.revokeAllOf(userId, 'password_changed')
    auth.cookies.clear(res)
    return null
  })
}
