import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { AuthServices } from '../../auth/auth-services.js'
import { deviceOf } from '../../auth/device.js'
import type { Origin } from '../../auth/origin.js'

/** Ends a session of this person everywhere at once, with a line in their activity; false when they have no such session that stands. */
export type EndSession = (by: Origin, userId: string, sessionId: string) => Promise<boolean>

export function createEndSession(deps: { database: Database; auth: AuthServices; now: () => number }): EndSession {
  const { database, auth, now } = deps
  return async (by, userId, sessionId) => {
    const at = new Date(now())
    const ended = await database.prisma.$transaction(async (tx) => {
      const { count } = await tx.session.updateMany({
        where: { id: sessionId, userId, revokedAt: null, expiresAt: { gt: at } },
        data: { revokedAt: at, revokedReason: 'revoked' },
      })
      if (count === 0) return false
      const { userAgent } = await tx.session.findUniqueOrThrow({
        where: { id: sessionId },
        select: { userAgent: true },
      })
      await recordAudit(tx, by, {
        action: 'session.revoked',
        workspaceId: null,
        userId,
        object: { kind: 'session', id: sessionId, name: deviceOf(userAgent) },
      })
      return true
    })
    if (ended) await auth.store.revoke(sessionId, 'revoked') // everywhere, at once
    return ended
  }
}
