import { randomInt } from 'node:crypto'
import type { signUpRequest } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import { Prisma } from '@mointering/db/generated/prisma/client'
import type { z } from 'zod'
import type { ApiConfig } from '../../api-config.js'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Client, StartedSession } from '../../auth/sessions.js'

export type SignUp = (input: z.output<typeof signUpRequest>, client: Client) => Promise<StartedSession>

/**
 * Makes an account with a first workspace of its own and starts a session. Rejects with conflict when the address has an account (an
 * answer of another kind cannot be given before addresses are verified by e-mail: the rate limit guards it), and with sign_up_closed.
 */
export function createSignUp(deps: { database: Database; auth: AuthServices; signUp: ApiConfig['SIGN_UP'] }): SignUp {
  const { database, auth, signUp } = deps
  return async (input, client) => {
    if (signUp !== 'open' && (await database.prisma.user.count()) > 0) throw closed()
    const passwordHash = await auth.passwords.hash(input.password)
    try {
      return await database.prisma.$transaction(async (tx) => {
        if (signUp !== 'open') await requireFirst(tx)
        const user = await tx.user.create({
          data: { email: input.email, name: input.name, passwordHash },
          select: { id: true },
        })
        await tx.workspace.create({
          data: {
            name: `${input.name}'s workspace`.slice(0, 120),
            slug: slugOf(input.name),
            memberships: { create: { userId: user.id, role: 'owner' } },
          },
        })
        return auth.sessions.start(tx, user.id, client, 'password')
      })
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new AppError('conflict', 'There is an account with this e-mail address. Sign in instead', {
          issues: [{ path: 'email', message: 'There is an account with this e-mail address' }],
        })
      }
      throw error
    }
  }
}

const closed = () => new AppError('sign_up_closed', 'This installation takes no new accounts')

/** Two people who sign up at once on an empty, closed installation: the lock lets one of them be first. */
async function requireFirst(tx: Prisma.TransactionClient): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('mointering first account'))`
  if ((await tx.user.count()) > 0) throw closed()
}

const SUFFIX = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A readable, practically unique name for addresses: `ada-lovelace-x4k2mq`. */
export function slugOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
  const suffix = Array.from({ length: 6 }, () => SUFFIX[randomInt(SUFFIX.length)]).join('')
  return `${words === '' ? 'workspace' : words}-${suffix}`
}
