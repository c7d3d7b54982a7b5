import { ROLES } from '@mointering/api-contract/http/accounts'
import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'
import { createRevocableCopies, orNull } from './revocable-copies.js'

const activeSession = z.object({
  sessionId: z.string(),
  expiresAtMs: z.number(),
  authenticatedAtMs: z.number(),
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  workspaces: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string(), role: z.enum(ROLES) })),
})
/** A session that stands: not revoked, not expired, with what its owner may enter. */
export type ActiveSession = z.infer<typeof activeSession>

/** Cache pub/sub: a session ended. Message: its id. */
export const SESSION_ENDED_CHANNEL = 'session-ended'
/** Cache pub/sub: what a person may enter has changed. Message: the person's id. */
export const ACCESS_CHANGED_CHANNEL = 'access-changed'
/** Longer than an access token lives: after that nobody can ask for the session by one. */
const ENDED_TTL_MS = 15 * 60_000

export type SessionStore = {
  /** The session, or null when it was revoked, has expired or never was. Rejects when neither cache nor database can say. */
  find(sessionId: string): Promise<ActiveSession | null>
  /** Ends the session everywhere at once. Idempotent. */
  revoke(sessionId: string, reason: EndReason): Promise<void>
  /** Ends all sessions of a person at once, but `except`. Returns how many stood. */
  revokeAllOf(userId: string, reason: EndReason, except?: string): Promise<number>
  /** Forgets what the cache holds of a session whose facts changed. */
  forget(sessionId: string): Promise<void>
  /** The same for all sessions of these people, whose open event streams end where they may watch no more: call it after the commit of a new name, role or membership. */
  forgetAllOf(...userIds: string[]): Promise<void>
}

export type EndReason =
  | 'sign_out'
  | 'reuse'
  | 'revoked'
  | 'replaced'
  | 'password_changed'
  | 'email_changed'
  | 'second_factor_changed'
  | 'account_deleted'

/** Session look-ups by copies that a revocation overrules at once (see createRevocableCopies). */
export function createSessionStore(deps: {
  database: Database
  cache: Cache
  ttlMs: number
  now: () => number
}): SessionStore {
  const { database, cache, ttlMs, now } = deps
  const copies = createRevocableCopies({
    cache,
    name: 'session',
    schema: activeSession,
    load: (sessionId) => readActiveSession(database, sessionId, now()),
    copyMs: ttlMs,
    markMs: ENDED_TTL_MS,
    now,
  })

  async function revoke(sessionId: string, reason: EndReason): Promise<void> {
    copies.refuseHere(sessionId)
    await database.prisma.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: new Date(now()), revokedReason: reason },
    })
    await copies.end(sessionId)
    await orNull(cache.publish(SESSION_ENDED_CHANNEL, sessionId))
  }

  async function livingSessionsOf(...userIds: string[]): Promise<string[]> {
    const where = { userId: { in: userIds }, revokedAt: null, expiresAt: { gt: new Date(now()) } }
    return (await database.prisma.session.findMany({ where, select: { id: true } })).map(({ id }) => id)
  }

  return {
    async find(sessionId) {
      const session = await copies.find(sessionId)
      return session && session.expiresAtMs > now() ? session : null
    },
    revoke,
    async revokeAllOf(userId, reason, except) {
      const ending = (await livingSessionsOf(userId)).filter((id) => id !== except)
      await Promise.all(ending.map((id) => revoke(id, reason)))
      return ending.length
    },
    forget: copies.forget,
    async forgetAllOf(...userIds) {
      await Promise.all((await livingSessionsOf(...userIds)).map(copies.forget))
      await Promise.all(userIds.map((userId) => orNull(cache.publish(ACCESS_CHANGED_CHANNEL, userId))))
    },
  }
}

async function readActiveSession(database: Database, sessionId: string, nowMs: number): Promise<ActiveSession | null> {
  const found = await database.prisma.session.findFirst({
    where: { id: sessionId, revokedAt: null, expiresAt: { gt: new Date(nowMs) } },
    select: {
      expiresAt: true,
      authenticatedAt: true,
      user: {
        select: {
          id: true,
          email: true,
          name: true,
          memberships: {
            where: { workspace: { deletedAt: null } },
            select: { role: true, workspace: { select: { id: true, slug: true, name: true } } },
            orderBy: { createdAt: 'asc' },
          },
        },
      },
    },
  })
  if (!found) return null
  const { memberships, ...user } = found.user
  return {
    sessionId,
    expiresAtMs: found.expiresAt.getTime(),
    authenticatedAtMs: found.authenticatedAt.getTime(),
    user,
    workspaces: memberships.map(({ role, workspace }) => ({ ...workspace, role })),
  }
}
