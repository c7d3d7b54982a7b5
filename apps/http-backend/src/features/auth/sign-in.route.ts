import { signInReply, signInRequest } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import type { AuthServices } from '../../auth/auth-services.js'
import type { FinishSignIn } from '../../auth/finish-sign-in.js'
import { accountKey, addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import type { NoteFailedSignIn } from './note-failed-sign-in.js'
import { type ProvePassword, wrongCredentials } from './prove-password.js'

const shape = {
  method: 'post',
  path: '/api/v1/auth/sign-in',
  summary: 'Sign in with a password',
  tag: 'Signing in',
  params: nothing,
  query: nothing,
  body: signInRequest,
  reply: signInReply,
  status: 200,
  csrf: 'origin',
} as const

type Deps = {
  database: Database
  auth: AuthServices
  provePassword: ProvePassword
  noteFailedSignIn: NoteFailedSignIn
  finishSignIn: FinishSignIn
  rateLimits: RateLimits
}

export const signInRoute = (deps: Deps) => {
  const { database, auth, provePassword, noteFailedSignIn, finishSignIn, rateLimits } = deps

  /**
   * Counts the attempt; returns what to call when it was right. A device that the account knows has counts of its own, which nobody else can use up. Elsewhere
   * account and address count together, and many failures of the account from anywhere leave each place fewer tries, but always one.
   */
  async function admit(req: Request, res: Response, email: string): Promise<() => Promise<void>> {
    const [address, account, device] = [addressOf(req), accountKey(email), auth.devices.idOf(req, email)]
    const place = device === null ? `${account}:${address}` : `${account}:device:${device}`
    if (device === null) {
      await rateLimits.take(res, [['signInFromAddress', address]])
      const underAttack = await rateLimits.exceeds('signInToAccount', account)
      await rateLimits.guess(res, 'signInToAccountFromAddress', place, underAttack ? 1 : undefined)
    } else await rateLimits.guess(res, 'signInToAccountFromAddress', place)
    return () => rateLimits.reset('signInToAccountFromAddress', place)
  }

  return publicEndpoint(shape, async ({ body, req, res, by }) => {
    const forgive = await admit(req, res, body.email)
    const { right, account } = await provePassword(body)
    if (!right) {
      if (account) noteFailedSignIn(by, account)
      throw wrongCredentials()
    }
    await forgive()
    const reply = await finishSignIn(req, res, {
      userId: account.id,
      method: 'password',
      passwordHash: account.passwordHash,
    })
    await requireStillRight(account)
    return reply
  })

  /** A password that was changed while it was being checked must leave no session behind: the change has ended only those that it saw. */
  async function requireStillRight({ id, passwordHash }: { id: string; passwordHash: string | null }): Promise<void> {
    const now = await database.prisma.user.findUnique({ where: { id }, select: { passwordHash: true } })
    if (now?.passwordHash === passwordHash) return
    await auth.store.revokeAllOf(id, 'password_changed')
    throw wrongCredentials()
  }
}
