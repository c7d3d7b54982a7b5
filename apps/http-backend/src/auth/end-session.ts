import type { Database } from '@mointering/db/database'
import { recordAudit } from '../audit/record-audit.js'
import { deviceOf } from './device.js'
import type { Origin } from './origin.js'
import type { SessionStore } from './session-store.js'

/** Why, and what the activity of its person says of it. */
const ACTIONS = {
  sign_out: 'account.signed_out',
  revoked: 'session.revoked',
  /** The same browser signed in again. */
  replaced: 'session.replaced',
} as const

/**
 * Ends a session everywhere at once, with a line in its person's activity; false when there is none that stands, or it is not of `userId`. The one who
 * acts is its person, who has proven it: by the session itself, or by another one.
 */
export type EndSession = (
  by: Origin,
  session: { sessionId: string; userId?: string },
  reason: keyof typeof ACTIONS,
) => Promise<boolean>

export function createEndSession(deps: {
  database: Database
  store: Pick<SessionStore, 'revoke'>
  now: () => number
}): EndSession {
  const { database, store, now } = deps
  return async (by, { sessionId, userId }, reason) => {
    const at = new Date(now())
    const ended = await database.prisma.$transaction(async (tx) => {
      const { count } = await tx.session.updateMany({
        where: { id: sessionId, ...(userId ? { userId } : {}), revokedAt: null, expiresAt: { gt: at } },
        data: { revokedAt: at, revokedReason: reason },
      })
      if (count === 0) return false
      const { userAgent, user } = await tx.session.findUniqueOrThrow({
        where: { id: sessionId },
        select: { userAgent: true, user: { select: { id: true, name: true } } },
      })
      await recordAudit(
        tx,
        { ...by, actor: { kind: 'user', ...user } },
        {
          action: ACTIONS[reason],
          workspaceId: null,
          userId: user.id,
          object: { kind: 'session', id: sessionId, name: deviceOf(userAgent) },
        },
      )
      return true
    })
    if (ended) await store.revoke(sessionId, reason) // everywhere, at once
    return ended
  }
}
