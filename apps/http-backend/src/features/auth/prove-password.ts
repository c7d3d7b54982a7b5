import type { signInRequest } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'

type Account = { id: string; name: string; passwordHash: string | null }
/** `account`: whose password was asked, null when there is none; never to be shown. */
export type PasswordProof = { right: true; account: Account } | { right: false; account: Account | null }

/** Whether it is the account's password, after the same work whether there is an account or not. */
export type ProvePassword = (input: z.output<typeof signInRequest>) => Promise<PasswordProof>

export function createProvePassword({ database, auth }: { database: Database; auth: AuthServices }): ProvePassword {
  return async ({ email, password }) => {
    const account = await database.prisma.user.findUnique({
      where: { email },
      select: { id: true, name: true, passwordHash: true },
    })
    const right = await auth.passwords.verify(account?.passwordHash ?? null, password)
    return account && right ? { right, account } : { right: false, account }
  }
}

/** The same refusal whether the address or the password is wrong. */
export const wrongCredentials = () => new AppError('wrong_credentials', 'E-mail address or password is wrong')
