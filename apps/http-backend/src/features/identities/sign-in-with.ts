import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { ApiConfig } from '../../api-config.js'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Origin } from '../../auth/origin.js'
import { PATIENCE } from '../../auth/patience.js'
import { createAccount, isFirstAccount, mayCreate } from '../auth/create-account.js'
import { findOpenInvitation } from '../invitations/accept-invitation.js'
import { nameOf, verifiedEmailOf } from './identity-facts.js'
import type { ProviderPerson } from './provider-client.js'

type Problem = 'unverified_email' | 'link_first' | 'sign_up_closed'

/**
 * Whose account a person at a provider has: the one that is linked to them, or a new one where there may be one. An account with the same address is not
 * given to them: whoever has it links the provider after signing in (`link_first`), as its password's owner may be somebody else.
 */
export type SignInWith = (
  provider: string,
  person: ProviderPerson,
  invitation: string | null,
  by: Origin,
) => Promise<{ userId: string } | { problem: Problem }>

export function createSignInWith(deps: {
  database: Database
  auth: AuthServices
  signUp: ApiConfig['SIGN_UP']
  now: () => number
}): SignInWith {
  const { database, auth, signUp, now } = deps
  const { prisma } = database

  async function known(provider: string, { subject, email }: ProviderPerson): Promise<{ userId: string } | null> {
    const where = { provider_subject: { provider, subject } }
    const identity = await prisma.identity.findUnique({ where, select: { id: true, userId: true } })
    if (!identity) return null
    const { id, userId } = identity
    await prisma.identity.updateMany({ where: { id }, data: { lastUsedAt: new Date(now()), email } })
    return { userId }
  }

  /** The invitation when it is open and for that address; else none: what it leads to then is said by the page of the invitation. */
  async function usable(invitation: string | null, email: string): Promise<string | null> {
    const open = invitation === null ? null : await findOpenInvitation(prisma, invitation, now())
    return open?.email.toLowerCase() === email ? invitation : null
  }

  return async (provider, person, given, by) => {
    const found = await known(provider, person)
    if (found) return found
    const email = verifiedEmailOf(person)
    if (email === null) return { problem: 'unverified_email' }
    /** Unless the same person in another tab got an account since we looked. */
    const refused = async (problem: Problem) => (await known(provider, person)) ?? { problem }
    if (await prisma.user.findUnique({ where: { email }, select: { id: true } })) return refused('link_first')
    const invitation = await usable(given, email)
    if (!mayCreate(signUp, invitation) && !(await isFirstAccount(prisma))) return refused('sign_up_closed')
    try {
      return await prisma.$transaction(async (tx) => {
        const at = new Date(now())
        const account = { email, name: nameOf(person, email), passwordHash: null, emailVerifiedAt: at, invitation }
        const created = await createAccount(tx, by, { ...account, method: 'provider' }, { signUp, nowMs: now() })
        await addIdentity(tx, { ...created, provider, person, at })
        await auth.accountTokens.voidAll(tx, { purpose: 'sign_up', email })
        return created
      }, PATIENCE)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'conflict') return refused('link_first')
      if (error.code === 'sign_up_closed' || error.code === 'link_invalid') return refused('sign_up_closed')
      throw error
    }
  }
}

/** Ties a person at a provider to an account, in the caller's transaction; they were just there. */
export function addIdentity(
  tx: Prisma.TransactionClient,
  { userId, provider, person, at }: { userId: string; provider: string; person: ProviderPerson; at: Date },
): Promise<{ id: string }> {
  const { subject, email } = person
  return tx.identity.create({
    data: { userId, provider, subject, email, createdAt: at, lastUsedAt: at },
    select: { id: true },
  })
}
