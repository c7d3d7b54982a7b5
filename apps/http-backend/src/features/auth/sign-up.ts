import type { SignUpReply, signUpRequest } from '@mointering/api-contract/http/accounts'
import type { Database } from '@mointering/db/database'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { ApiConfig } from '../../api-config.js'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Origin } from '../../auth/origin.js'
import { PATIENCE } from '../../auth/patience.js'
import type { Mails } from '../../mail/mails.js'
import { findOpenInvitation, invalidInvitation } from '../invitations/accept-invitation.js'
import { createAccount, isFirstAccount, mayCreate, signUpClosed } from './create-account.js'
import type { PendingSignUps } from './pending-sign-up.js'
import { answerNewSession, clientOf } from './session-answer.js'

export type SignUp = (
  input: z.output<typeof signUpRequest>,
  at: { req: Request; res: Response; by: Origin },
) => Promise<SignUpReply>

/**
 * Makes an account and starts a session, where the address is proven by an invitation or cannot be proven as no mail is sent; otherwise mails a link and
 * makes nothing yet. Rejects with sign_up_closed, and with link_invalid for an invitation that is not open or is for another address,
 * and with invalid_input for a password that is easy to guess. Without mail
 * it also rejects with conflict when the address has an account: no other answer can be given then, and the rate limit guards it.
 */
export function createSignUp(deps: {
  database: Database
  auth: AuthServices
  mails: Mails
  pendingSignUps: PendingSignUps
  signUp: ApiConfig['SIGN_UP']
  now: () => number
}): SignUp {
  const { database, auth, mails, pendingSignUps, signUp, now } = deps
  const { prisma } = database

  async function requireInvitation(token: string, email: string): Promise<void> {
    const found = await findOpenInvitation(prisma, token, now())
    if (found?.email.toLowerCase() !== email) throw invalidInvitation()
  }

  return async ({ email, name, password, invitation = null }, { req, res, by }) => {
    if (invitation !== null) await requireInvitation(invitation, email)
    if (!mayCreate(signUp, invitation) && !(await isFirstAccount(prisma))) throw signUpClosed()
    await auth.refuseGuessable('password', password, { email, name })
    const passwordHash = await auth.passwords.hash(password)
    if (mails.enabled && invitation === null) {
      await pendingSignUps.begin(res, { email, name, passwordHash })
      return { verification: { email } }
    }
    const emailVerifiedAt = invitation === null ? null : new Date(now())
    const method = invitation === null ? 'password' : 'invitation'
    const started = await prisma.$transaction(async (tx) => {
      const account = { email, name, passwordHash, emailVerifiedAt, invitation, method } as const
      const { userId } = await createAccount(tx, by, account, { signUp, nowMs: now() })
      await auth.accountTokens.voidAll(tx, { purpose: 'sign_up', email })
      return auth.sessions.start(tx, userId, clientOf(req), method)
    }, PATIENCE)
    auth.devices.remember(req, res, email)
    return answerNewSession(auth, req, res, started)
  }
}
