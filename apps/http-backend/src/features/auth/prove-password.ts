import type { signInRequest } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'

/** Whose password it is. Rejects with wrong_credentials, the same and after the same work whether the address or the password is wrong. */
export type ProvePassword = (input: z.output<typeof signInRequest>) => Promise<{ userId: string }>

export function createProvePassword({ database, auth }: { database: Database; auth: AuthServices }): ProvePassword {
  return async ({ email, password }) => {
    const user = await database.prisma.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } })
    const right = await auth.passwords.verify(user?.passwordHash ?? null, password)
    if (!user || !right) throw new AppError('wrong_credentials', 'E-mail address or password is wrong')
    return { userId: user.id }
  }
}
