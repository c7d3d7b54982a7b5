import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import { type AuditFacts, recordAudit } from '../../audit/record-audit.js'
import { deviceOf } from '../../auth/device.js'
import type { Origin } from '../../auth/origin.js'
import { secondFactorsOf } from '../../auth/second-factors-of.js'
import type { Mails } from '../../mail/mails.js'
import { lockAccount } from '../account/lock-account.js'

type Owner = { id: string; email: string; name: string; passwordHash: string | null }
/** `what`: a sentence for the mail; null where nobody needs to hear of it. */
type Change<Result> = {
  result: Result
  audit: Pick<AuditFacts, 'action' | 'object' | 'before' | 'after'>
  what: string | null
}

/**
 * Changes the second factors of an account in one transaction with the audit log and the mail that tells its owner. Changes of one account
 * take turns, so each may decide by what it reads. When the last factor went, the recovery codes go with it.
 */
export type ChangeFactors = <Result>(
  by: Origin,
  userId: string,
  change: (tx: Prisma.TransactionClient, owner: Owner) => Promise<Change<Result>>,
) => Promise<Result>

export function createChangeFactors(deps: {
  database: Database
  mails: Mails
  publicUrl: string
  now: () => number
}): ChangeFactors {
  const { database, mails, publicUrl, now } = deps
  return (by, userId, change) =>
    database.prisma.$transaction(async (tx) => {
      const owner = await lockAccount(tx, userId)
      if (!owner) throw new AppError('not_signed_in', 'This account was deleted')
      const { result, audit, what } = await change(tx, owner)
      await recordAudit(tx, by, { ...audit, workspaceId: null, userId })
      if ((await secondFactorsOf(tx, userId)).length === 0) await tx.recoveryCode.deleteMany({ where: { userId } })
      if (what !== null) {
        await mails.queue(tx, owner.email, {
          kind: 'second_factor_changed',
          name: owner.name,
          what,
          at: new Date(now()),
          device: deviceOf(by.userAgent),
          securityLink: `${publicUrl}/account/security`,
        })
      }
      return result
    })
}
