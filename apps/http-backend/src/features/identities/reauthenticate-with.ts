import type { Database } from '@mointering/db/database'
import { recordAudit } from '../../audit/record-audit.js'
import type { AuthServices } from '../../auth/auth-services.js'
import type { Origin } from '../../auth/origin.js'
import type { ProviderPerson } from './provider-client.js'

/** Notes that the person of this session has just proven who they are, when the person at the provider is linked to them; else false. */
export type ReauthenticateWith = (
  session: { sessionId: string; userId: string },
  provider: string,
  person: ProviderPerson,
  by: Origin,
) => Promise<boolean>

export function createReauthenticateWith(deps: {
  database: Database
  auth: AuthServices
  now: () => number
}): ReauthenticateWith {
  const { database, auth, now } = deps
  return async ({ sessionId, userId }, provider, { subject }, by) => {
    const done = await database.prisma.$transaction(async (tx) => {
      const at = new Date(now())
      const { count: mine } = await tx.identity.updateMany({
        where: { provider, subject, userId },
        data: { lastUsedAt: at },
      })
      if (mine !== 1) return false
      const standing = { id: sessionId, userId, revokedAt: null, expiresAt: { gt: at } }
      const { count } = await tx.session.updateMany({ where: standing, data: { authenticatedAt: at } })
      if (count !== 1) return false
      await recordAudit(tx, by, {
        action: 'account.reauthenticated',
        workspaceId: null,
        userId,
        object: { kind: 'account', id: userId, name: by.actor.name },
        after: { method: 'provider', provider },
      })
      return true
    })
    if (done) await auth.store.forget(sessionId)
    return done
  }
}
