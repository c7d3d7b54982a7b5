import type { createPasskeyReply } from '@mointering/api-contract/http/second-factors'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Database } from '@mointering/db/database'
import type { z } from 'zod'
import type { Origin } from '../../auth/origin.js'
import type { ChangeFactors } from '../second-factors/change-factors.js'
import type { RecoveryCodes } from '../second-factors/recovery-codes.js'
import { PASSKEY_FIELDS, presentPasskey } from './passkey-views.js'
import type { VerifiedCredential } from './relying-party.js'

const MAX_PASSKEYS = 20

/** Keeps a verified passkey. With the account's first second factor it makes recovery codes. Rejects with conflict when it is known, or one too many. */
export type CreatePasskey = (
  by: Origin,
  userId: string,
  made: VerifiedCredential & { name: string; transports: string[] },
) => Promise<z.input<typeof createPasskeyReply>>

export function createCreatePasskey(deps: {
  database: Database
  changeFactors: ChangeFactors
  recoveryCodes: RecoveryCodes
  now: () => number
}): CreatePasskey {
  const { database, changeFactors, recoveryCodes, now } = deps
  return async (by, userId, { credential, synced, name, transports }) => {
    const hadCodes = (await database.prisma.recoveryCode.count({ where: { userId } })) > 0
    const codes = hadCodes ? null : await recoveryCodes.create(userId)
    return changeFactors(by, userId, async (tx) => {
      if ((await tx.passkey.count({ where: { userId } })) >= MAX_PASSKEYS)
        throw new AppError('conflict', `An account has at most ${MAX_PASSKEYS} passkeys. Delete one first`)
      const data = {
        userId,
        name,
        credentialId: new Uint8Array(Buffer.from(credential.id, 'base64url')),
        publicKey: new Uint8Array(credential.publicKey),
        counter: credential.counter,
        transports,
        synced,
        createdAt: new Date(now()),
      }
      const [passkey] = await tx.passkey.createManyAndReturn({ data, skipDuplicates: true, select: PASSKEY_FIELDS })
      if (!passkey) throw new AppError('conflict', 'This passkey is registered already')
      const given = codes !== null && (await tx.recoveryCode.count({ where: { userId } })) === 0 ? codes : null
      if (given) await recoveryCodes.replace(tx, userId, given)
      return {
        result: { passkey: presentPasskey(passkey), recoveryCodes: given?.codes ?? null },
        audit: {
          action: 'passkey.created',
          object: { kind: 'passkey', id: passkey.id, name },
          after: { name, synced },
        },
        what: `The passkey “${name}” was added.`,
      }
    })
  }
}
