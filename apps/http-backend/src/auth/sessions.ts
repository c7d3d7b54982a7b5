import { createHash, randomBytes } from 'node:crypto'
import type { SIGN_IN_METHODS } from '@mointering/api-contract/http/account'
import type { Database } from '@mointering/db/database'
import type { Prisma } from '@mointering/db/generated/prisma/client'
import type { SessionStore } from './session-store.js'

export const SESSION_SECONDS = 30 * 86_400
/** Tabs that refresh at the same moment all send the same token: within this time that is no theft. */
export const REUSE_GRACE_MS = 10_000

export type Client = { ipAddress: string | null; userAgent: string | null }
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]
export type StartedSession = { sessionId: string; userId: string; refreshToken: string }
type Rotation = StartedSession | { stolenFrom: string } | null

export type Sessions = {
  /** Starts a session in the caller's transaction. */
  start(tx: Prisma.TransactionClient, userId: string, client: Client, method: SignInMethod): Promise<StartedSession>
  /**
   * Exchanges a refresh token for its successor and prolongs the session to 30 days from now. A token that was used within the last 10 s
   * yields a further successor of the same family: the answer of one of several tabs must not end the others' session. A token used
   * longer ago was copied by somebody: the family is revoked. Null then, and for what is unknown, expired or revoked.
   */
  rotate(refreshToken: string, client: Client): Promise<StartedSession | null>
  /** The session that a refresh token is of, whether or not it was used; null when it is unknown. */
  ownerOf(refreshToken: string): Promise<string | null>
}

export function createSessions(deps: { database: Database; store: SessionStore; now: () => number }): Sessions {
  const { database, store, now } = deps
  const expiry = () => new Date(now() + SESSION_SECONDS * 1000)

  const start: Sessions['start'] = async (tx, userId, client, method) => {
    const at = new Date(now())
    const { id } = await tx.session.create({
      data: { userId, ...client, method, createdAt: at, lastSeenAt: at, authenticatedAt: at, expiresAt: expiry() },
      select: { id: true },
    })
    return { sessionId: id, userId, refreshToken: await addToken(tx, id) }
  }

  async function addToken(tx: Prisma.TransactionClient, sessionId: string): Promise<string> {
    const token = `${sessionId}.${randomBytes(32).toString('base64url')}`
    await tx.refreshToken.create({ data: { sessionId, tokenHash: hashOf(token), createdAt: new Date(now()) } })
    return token
  }

  async function rotateOnce(tx: Prisma.TransactionClient, refreshToken: string, client: Client): Promise<Rotation> {
    const sessionId = sessionIdOf(refreshToken)
    if (sessionId === null) return null
    // The lock makes concurrent refreshes of one family take turns.
    await tx.$queryRaw`select 1 from session where id = ${sessionId}::uuid for update`
    const token = await tx.refreshToken.findUnique({
      where: { tokenHash: hashOf(refreshToken) },
      select: {
        id: true,
        usedAt: true,
        session: { select: { id: true, userId: true, revokedAt: true, expiresAt: true } },
      },
    })
    if (!token || token.session.revokedAt || token.session.expiresAt.getTime() <= now()) return null
    const { id, userId } = token.session
    if (token.usedAt && now() - token.usedAt.getTime() > REUSE_GRACE_MS) return { stolenFrom: id }
    if (!token.usedAt) await tx.refreshToken.update({ where: { id: token.id }, data: { usedAt: new Date(now()) } })
    await tx.session.update({ where: { id }, data: { lastSeenAt: new Date(now()), expiresAt: expiry(), ...client } })
    return { sessionId: id, userId, refreshToken: await addToken(tx, id) }
  }

  return {
    start,
    async ownerOf(refreshToken) {
      const token = await database.prisma.refreshToken.findUnique({
        where: { tokenHash: hashOf(refreshToken) },
        select: { sessionId: true },
      })
      return token?.sessionId ?? null
    },
    async rotate(refreshToken, client) {
      const rotation = await database.prisma.$transaction((tx) => rotateOnce(tx, refreshToken, client))
      if (rotation === null) return null
      if ('stolenFrom' in rotation) {
        await store.revoke(rotation.stolenFrom, 'reuse')
        return null
      }
      await store.forget(rotation.sessionId)
      return rotation
    },
  }
}

// Only the hash is stored: who reads the database cannot sign in with it. 256 random bits need no salt.
const hashOf = (token: string) => createHash('sha256').update(token).digest()

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Which session a refresh token claims to be of; null when it is none. The claim binds CSRF tokens, and nothing else believes it. */
export function sessionIdOf(refreshToken: string): string | null {
  const id = refreshToken.split('.')[0] ?? ''
  return UUID.test(id) ? id : null
}
