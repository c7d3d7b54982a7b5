import { AppError } from '@mointering/backend-common/errors/app-error'
import { Prisma } from '@mointering/db/generated/prisma/client'
import type { ApiConfig } from '../../api-config.js'
import { recordAudit } from '../../audit/record-audit.js'
import type { Origin } from '../../auth/origin.js'
import type { SignInMethod } from '../../auth/sessions.js'
import { acceptInvitation } from '../invitations/accept-invitation.js'
import { addWorkspace } from '../workspaces/add-workspace.js'

type Tx = Prisma.TransactionClient
type SignUpMode = ApiConfig['SIGN_UP']

export type NewAccount = {
  email: string
  name: string
  /** Null: signs in by passkey or provider only. */
  passwordHash: string | null
  /** Null: the address is taken as given. */
  emailVerifiedAt: Date | null
  /** The token of an invitation to that address: allows the account where SIGN_UP is `invite`, and makes it a member. */
  invitation: string | null
  method: SignInMethod
}

/**
 * Makes an account in the caller's transaction, with its line in the audit log. It gets a first workspace of its own, unless it comes by
 * an invitation. The first account of an installation is always allowed and owns it. Rejects with sign_up_closed where SIGN_UP does not
 * allow it, with conflict when the address has an account, and as acceptInvitation does.
 */
export async function createAccount(
  tx: Tx,
  by: Origin,
  account: NewAccount,
  { signUp, nowMs }: { signUp: SignUpMode; nowMs: number },
): Promise<{ userId: string }> {
  await lockAccounts(tx)
  const isFirst = await isFirstAccount(tx)
  if (!isFirst && !mayCreate(signUp, account.invitation)) throw signUpClosed()
  const { email, name, passwordHash, emailVerifiedAt, invitation } = account
  const createdAt = new Date(nowMs)
  const user = await tx.user
    .create({
      data: { email, name, passwordHash, emailVerifiedAt, createdAt, isInstallationOwner: isFirst },
      select: { id: true, email: true, name: true },
    })
    .catch((error: unknown) => {
      throw isTaken(error) ? addressTaken() : error
    })
  const own: Origin = { ...by, actor: { kind: 'user', id: user.id, name } }
  await recordAudit(tx, own, {
    action: 'account.created',
    workspaceId: null,
    userId: user.id,
    object: { kind: 'account', id: user.id, name },
    after: { email, name, method: account.method, isInstallationOwner: isFirst },
  })
  if (invitation !== null) await acceptInvitation(tx, own, { token: invitation, user, nowMs })
  else await addWorkspace(tx, own, { name: `${name}'s workspace`, owner: name, userId: user.id, createdAt })
  return { userId: user.id }
}

/**
 * Accounts are made and deleted one after the other, until the caller's commit: so exactly one of several at once is the first, and
 * whoever inherits the installation is there. Take it before all other locks.
 */
export const lockAccounts = (tx: Tx) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtext('mointering first account'))`

/** True while the installation has no account. */
export const isFirstAccount = async (tx: Tx): Promise<boolean> =>
  (await tx.user.findFirst({ select: { id: true } })) === null

export const mayCreate = (signUp: SignUpMode, invitation: string | null): boolean =>
  signUp === 'open' || (signUp === 'invite' && invitation !== null)

export const signUpClosed = () => new AppError('sign_up_closed', 'This installation takes no new accounts')

export const addressTaken = () =>
  new AppError('conflict', 'There is an account with this e-mail address. Sign in instead', {
    issues: [{ path: 'email', message: 'There is an account with this e-mail address' }],
  })

/** True for the database's refusal of a second account with one address. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
