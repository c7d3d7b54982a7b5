import { ROLES } from '@mointering/api-contract/http/accounts'
import { type Cache, CacheUnavailableError } from '@mointering/backend-common/cache/cache'
import type { Database } from '@mointering/db/database'
import { z } from 'zod'

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
const ENDED = 'ended'
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
  /** The same for all sessions of a person: call it after the commit of a new name, role or membership. */
  forgetAllOf(userId: string): Promise<void>
}

export type EndReason =
  | 'sign_out'
  | 'reuse'
  | 'revoked'
  | 'password_changed'
  | 'email_changed'
  | 'second_factor_changed'
  | 'account_deleted'

/**
 * Session look-ups from the cache, from the database where the cache has nothing or is away. An ended session leaves a mark in the cache that wins over
 * a copy that another process is just writing. When the cache is away while a session ends, this process refuses it at once, and another one
 * after `ttlMs` at the latest, when its copy is gone.
 */
export function createSessionStore(deps: {
  database: Database
  cache: Cache
  ttlMs: number
  now: () => number
}): SessionStore {
  const { database, cache, ttlMs, now } = deps
  const endedHere = new Map<string, number>()

  async function find(sessionId: string): Promise<ActiveSession | null> {
    if (endedHere.has(sessionId)) return null
    const [mark, copy] = await orNull(
      Promise.all([cache.get(endedKey(sessionId)), cache.get(copyKey(sessionId))]),
    ).then((found) => found ?? [null, null])
    if (mark !== null) return null
    const session = copy === null ? await load(sessionId) : activeSession.parse(JSON.parse(copy))
    return session && session.expiresAtMs > now() && !endedHere.has(sessionId) ? session : null
  }

  async function load(sessionId: string): Promise<ActiveSession | null> {
    const session = await readActiveSession(database, sessionId, now())
    if (session) await orNull(cache.set(copyKey(sessionId), JSON.stringify(session), { ttlMs }))
    return session
  }

  async function revoke(sessionId: string, reason: EndReason): Promise<void> {
    rememberEnded(sessionId)
    await database.prisma.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: new Date(now()), revokedReason: reason },
    })
    await orNull(cache.set(endedKey(sessionId), ENDED, { ttlMs: ENDED_TTL_MS }))
    await orNull(cache.publish(SESSION_ENDED_CHANNEL, sessionId))
  }

  function rememberEnded(sessionId: string): void {
    const oldest = now() - ENDED_TTL_MS
    for (const [id, at] of endedHere) if (at < oldest) endedHere.delete(id)
    endedHere.set(sessionId, now())
  }

  async function forget(sessionId: string): Promise<void> {
    await orNull(cache.delete(copyKey(sessionId)))
  }

  async function livingSessionsOf(userId: string): Promise<string[]> {
    const where = { userId, revokedAt: null, expiresAt: { gt: new Date(now()) } }
    return (await database.prisma.session.findMany({ where, select: { id: true } })).map(({ id }) => id)
  }

  return {
    find,
    revoke,
    async revokeAllOf(userId, reason, except) {
      const ending = (await livingSessionsOf(userId)).filter((id) => id !== except)
      await Promise.all(ending.map((id) => revoke(id, reason)))
      return ending.length
    },
    forget,
    async forgetAllOf(userId) {
      await Promise.all((await livingSessionsOf(userId)).map(forget))
    },
  }
}

const copyKey = (sessionId: string) => `session:${sessionId}`
const endedKey = (sessionId: string) => `session-ended:${sessionId}`

/** Null when the cache is away: the caller then asks the database. Every other error is passed on. */
async function orNull<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof CacheUnavailableError) return null
    throw error
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
