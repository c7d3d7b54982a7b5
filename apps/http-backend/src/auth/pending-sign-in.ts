import { SIGN_IN_METHODS } from '@mointering/api-contract/http/account'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { AuthServices } from './auth-services.js'
import { sameText } from './csrf-token.js'
import type { Flow } from './flows.js'
import { passwordStamp } from './password-stamp.js'
import type { SignInMethod } from './sessions.js'

const SECONDS = 10 * 60
/** Wrong second factors that one sign-in may have; after that it begins again with the first. */
const MAX_ATTEMPTS = 5

const held = z.object({
  method: z.enum(SIGN_IN_METHODS),
  /** Of the password that the account had when the first factor was proven. */
  stamp: z.string(),
  /** Of the passkey that is being asked for. */
  challenge: z.object({ value: z.string(), expiresAtMs: z.number() }).nullable(),
})
type Held = z.infer<typeof held>
export type PendingSignIn = Held & { userId: string; email: string }

/** Sign-ins whose first factor is proven and whose second one is not: the flow `second_factor` of the browser's cookie. */
export type PendingSignIns = {
  begin(res: Response, proven: { userId: string; method: SignInMethod; stamp: string }): Promise<{ expiresAt: Date }>
  /** The pending sign-in of this browser; null when there is none, or its account's password changed meanwhile. */
  read(req: Request): Promise<PendingSignIn | null>
  /** The same, counting an attempt before it is judged. Rejects with not_signed_in when there is none, or it had five. */
  attempt(req: Request): Promise<PendingSignIn>
  /** Remembers, or with null forgets, the challenge of the passkey that is asked for. */
  hold(req: Request, pending: PendingSignIn, challenge: Held['challenge']): Promise<void>
  /** Ends it: of several requests at once only one gets through, the others are rejected with not_signed_in. Takes the cookie away. */
  finish(req: Request, res: Response): Promise<void>
}

export function createPendingSignIns({ database, auth }: { database: Database; auth: AuthServices }): PendingSignIns {
  const { flows, cookies } = auth
  const tokenOf = (req: Request) => cookies.read(req, 'flow')

  /** A changed password ends what its predecessor began: who stole the old one must not go on with it. */
  async function standing(flow: Flow | null): Promise<PendingSignIn | null> {
    if (!flow || flow.userId === null) return null
    const pending = held.parse(flow.data)
    const { userId } = flow
    const user = await database.prisma.user.findUnique({
      where: { id: userId },
      select: { email: true, passwordHash: true },
    })
    if (!user || !sameText(pending.stamp, passwordStamp(user.passwordHash))) return null
    return { ...pending, userId, email: user.email }
  }

  return {
    async begin(res, { userId, method, stamp }) {
      const data: Held = { method, stamp, challenge: null }
      const { token, expiresAt } = await flows.start({ kind: 'second_factor', userId, data, seconds: SECONDS })
      cookies.write(res, { flow: token })
      return { expiresAt }
    },
    read: async (req) => standing(await flows.read(tokenOf(req), 'second_factor')),
    async attempt(req) {
      const pending = await standing(await flows.attempt(tokenOf(req), 'second_factor', MAX_ATTEMPTS))
      if (!pending) throw signInIsOver()
      return pending
    },
    async hold(req, { method, stamp }, challenge) {
      const data: Held = { method, stamp, challenge }
      if (!(await flows.hold(tokenOf(req), 'second_factor', data))) throw signInIsOver()
    },
    async finish(req, res) {
      if (!(await flows.finish(tokenOf(req), 'second_factor'))) throw signInIsOver()
      cookies.clearFlow(res)
    },
  }
}

/** The refusal of who goes on with a sign-in that is not there any more. */
export const signInIsOver = () =>
  new AppError('not_signed_in', 'This sign-in is over: it took too long, or had too many wrong attempts. Begin again')
