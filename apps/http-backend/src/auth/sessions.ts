import type { SIGN_IN_METHODS } from '@mointering/api-contract/http/account'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { Origin } from './origin.js'
import { PATIENCE } from './patience.js'
import {
  addRefreshToken,
  hashOfRefreshToken,
  retireRefreshTokens,
  sessionIdOf,
  stateOfRefreshToken,
} from './refresh-tokens.js'
import type { SessionStore } from './session-store.js'
import type { TellTheft } from './tell-theft.js'

export const SESSION_SECONDS = 30 * 86_400
/** However often it is used: then its person signs in again, and a cookie that was copied unseen ends with it. */
export const SESSION_MAX_SECONDS = 90 * 86_400

export type Client = { ipAddress: string | null; userAgent: string | null }
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]
export type StartedSession = { sessionId: string; userId: string; refreshToken: string }
type Rotation = StartedSession | { stolenFrom: string } | null

export type Sessions = {
  /** Starts a session in the caller's transaction. */
  start(tx: Prisma.TransactionClient, userId: string, client: Client, method: SignInMethod): Promise<StartedSession>
  /**
   * Exchanges a refresh token for its successor and prolongs the session to 30 days from now, at most to 90 days from its sign-in. A token that was used within the last 10 s
   * yields a further successor of the same generation: the answer of one of several tabs must not end the others' session. A token used
   * longer ago, or left over from an older generation, was copied by somebody: the family is revoked and its person told, once. Null then, and
   * for what is unknown, expired or revoked.
   */
  rotate(refreshToken: string, by: Origin): Promise<StartedSession | null>
  /** The session that a refresh token is of, whether or not it was used; null when it is unknown. */
  ownerOf(refreshToken: string): Promise<string | null>
}

export function createSessions(deps: {
  database: Database
  store: SessionStore
  tellTheft: TellTheft
  now: () => number
}): Sessions {
  const { database, store, tellTheft, now } = deps
  const expiry = (begunMs: number) =>
    new Date(Math.min(now() + SESSION_SECONDS * 1000, begunMs + SESSION_MAX_SECONDS * 1000))

  const start: Sessions['start'] = async (tx, userId, client, method) => {
    const at = new Date(now())
    const { id } = await tx.session.create({
      data: { userId, ...client, method, createdAt: at, lastSeenAt: at, authenticatedAt: at, expiresAt: expiry(now()) },
      select: { id: true },
    })
    return { sessionId: id, userId, refreshToken: await addRefreshToken(tx, id, at) }
  }

  async function rotateOnce(tx: Prisma.TransactionClient, refreshToken: string, by: Origin): Promise<Rotation> {
    const sessionId = sessionIdOf(refreshToken)
    if (sessionId === null) return null
    // The lock makes concurrent refreshes of one family take turns.
    await tx.$queryRaw`select 1 from session where id = ${sessionId}::uuid for update`
    const session = await tx.session.findFirst({
      where: { id: sessionId, revokedAt: null, expiresAt: { gt: new Date(now()) } },
      select: { userId: true, createdAt: true },
    })
    const state = session && (await stateOfRefreshToken(tx, sessionId, refreshToken))
    if (!session || !state) return null
    const at = new Date(now())
    if (state === 'reused') {
      await tx.session.update({ where: { id: sessionId }, data: { revokedAt: at, revokedReason: 'reuse' } })
      await tellTheft(tx, by, { sessionId, userId: session.userId })
      return { stolenFrom: sessionId }
    }
    if (state === 'unused') await retireRefreshTokens(tx, sessionId)
    const { ipAddress, userAgent } = by
    const seen = { lastSeenAt: at, expiresAt: expiry(session.createdAt.getTime()), ipAddress, userAgent }
    await tx.session.update({ where: { id: sessionId }, data: seen, select: { id: true } })
    return { sessionId, userId: session.userId, refreshToken: await addRefreshToken(tx, sessionId, at) }
  }

  return {
    start,
    async ownerOf(refreshToken) {
      const token = await database.prisma.refreshToken.findUnique({
        where: { tokenHash: hashOfRefreshToken(refreshToken) },
        select: { sessionId: true },
      })
      return token?.sessionId ?? null
    },
    async rotate(refreshToken, by) {
      const rotation = await database.prisma.$transaction((tx) => rotateOnce(tx, refreshToken, by), PATIENCE)
      if (rotation === null) return null
      if ('stolenFrom' in rotation) {
        await store.revoke(rotation.stolenFrom, 'reuse') // everywhere, at once
        return null
      }
      await store.forget(rotation.sessionId)
      return rotation
    },
  }
}
