import { randomUUID } from 'node:crypto'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { ACCOUNT_TOKEN_SECONDS } from '../../auth/account-tokens.js'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Mails } from '../../mail/mails.js'
import { pageLink } from './links.js'
import { takingTheSameTime } from './mail-on-request.js'

const pending = z.object({
  /** Names the sign-up: its browser's flow and each of its mailed links hold it. */
  signUpId: z.uuid(),
  name: z.string(),
  passwordHash: z.string(),
})
export type PendingSignUp = z.infer<typeof pending> & { email: string }
const flowData = pending.pick({ signUpId: true })

/** Sign-ups that wait for the proof of their address. No account exists before it. */
export type PendingSignUps = {
  /** Keeps what was entered, mails the link, and lets this browser finish by it. For an address that has an account its owner is told instead, in the same time. */
  begin(res: Response, input: { email: string; name: string; passwordHash: string }): Promise<void>
  /** Mails another link, for the sign-up of this browser or else the last one with that address. Does nothing when there is none. */
  resend(req: Request, email: string): Promise<void>
  /** What the link is of; null when it is used up or expired. */
  read(token: string): Promise<PendingSignUp | null>
  /** True in the browser that signed up. */
  isBrowserOf(req: Request, signUp: PendingSignUp): Promise<boolean>
  /** Uses the link up, and every other one to that address, in the transaction that makes the account. False when somebody else just did. */
  finish(tx: Prisma.TransactionClient, token: string): Promise<boolean>
}

export function createPendingSignUps(deps: {
  database: Database
  auth: AuthServices
  mails: Mails
  publicUrl: string
  now: () => number
}): PendingSignUps {
  const { database, auth, mails, publicUrl, now } = deps
  const { accountTokens, flows, cookies } = auth
  type Tx = Prisma.TransactionClient

  async function mailLink(tx: Tx, { email, ...data }: PendingSignUp): Promise<void> {
    const { token, expiresAt } = await accountTokens.issue(tx, { purpose: 'sign_up', userId: null, email, data })
    const link = pageLink(publicUrl, 'verifySignUp', token)
    await mails.queue(tx, email, { kind: 'verify_sign_up', name: data.name, link, expiresAt })
  }

  async function tellOwner(tx: Tx, owner: { email: string; name: string }): Promise<void> {
    const [signInLink, resetLink] = [pageLink(publicUrl, 'signIn'), pageLink(publicUrl, 'forgotPassword')]
    await mails.queue(tx, owner.email, { kind: 'sign_up_known_address', name: owner.name, signInLink, resetLink })
  }

  async function signUpIdOf(req: Request): Promise<string | null> {
    const flow = await flows.read(cookies.read(req, 'flow'), 'sign_up')
    return flow && flowData.parse(flow.data).signUpId
  }

  return {
    async begin(res, input) {
      const signUpId = randomUUID()
      await takingTheSameTime(() =>
        database.prisma.$transaction(async (tx) => {
          const owner = await tx.user.findUnique({ where: { email: input.email }, select: { email: true, name: true } })
          await (owner ? tellOwner(tx, owner) : mailLink(tx, { signUpId, ...input }))
        }),
      )
      const seconds = ACCOUNT_TOKEN_SECONDS.sign_up
      const { token } = await flows.start({ kind: 'sign_up', userId: null, data: { signUpId }, seconds })
      cookies.write(res, { flow: token })
    },
    async resend(req, email) {
      const living = { purpose: 'sign_up', email, usedAt: null, expiresAt: { gt: new Date(now()) } }
      const [own, rows] = await Promise.all([
        signUpIdOf(req),
        database.prisma.accountToken.findMany({
          where: living,
          select: { data: true },
          orderBy: { createdAt: 'desc' },
          take: 50,
        }),
      ])
      const signUps = rows.map(({ data }) => pending.parse(data))
      const signUp = signUps.find(({ signUpId }) => signUpId === own) ?? signUps[0]
      if (signUp) await database.prisma.$transaction((tx) => mailLink(tx, { ...signUp, email }))
    },
    async read(token) {
      const found = await accountTokens.read(token, 'sign_up')
      return found && { ...pending.parse(found.data), email: found.email }
    },
    isBrowserOf: async (req, { signUpId }) => (await signUpIdOf(req)) === signUpId,
    async finish(tx, token) {
      const used = await accountTokens.use(tx, token, 'sign_up')
      if (used) await accountTokens.voidAll(tx, { purpose: 'sign_up', email: used.email })
      return used !== null
    },
  }
}
