import type { Prisma } from '@mointering/db/generated/prisma/client'
import { recordAudit } from '../audit/record-audit.js'
import type { Mails } from '../mail/mails.js'
import { deviceOf } from './device.js'
import { type Origin, SYSTEM } from './origin.js'

/** A used refresh token came again, from `by`: writes it into the person's activity and tells them by mail, in the transaction that ends the session. */
export type TellTheft = (
  tx: Prisma.TransactionClient,
  by: Origin,
  stolen: { sessionId: string; userId: string },
) => Promise<void>

export function createTellTheft(deps: { mails: Mails; publicUrl: string; now: () => number }): TellTheft {
  const { mails, publicUrl, now } = deps
  return async (tx, by, { sessionId, userId }) => {
    const { email, name } = await tx.user.findUniqueOrThrow({
      where: { id: userId },
      select: { email: true, name: true },
    })
    const device = deviceOf(by.userAgent)
    // Whoever sent the token may be the thief or the owner: the one who acts is the system.
    await recordAudit(
      tx,
      { ...by, actor: SYSTEM.actor },
      {
        action: 'session.stolen',
        workspaceId: null,
        userId,
        object: { kind: 'session', id: sessionId, name: device },
        after: { revokedReason: 'reuse' },
      },
    )
    const securityLink = `${publicUrl}/account/security`
    await mails.queue(tx, email, {
      kind: 'session_stolen',
      name,
      at: new Date(now()),
      device,
      ipAddress: by.ipAddress,
      securityLink,
    })
  }
}
