import { createHash, randomBytes } from 'node:crypto'
import type { Prisma } from '@mointering/db/generated/prisma/client'

/** Tabs that refresh at the same moment all send the same token: within this time that is no theft. */
const REUSE_GRACE_MS = 10_000

type Tx = Prisma.TransactionClient

/** Makes a refresh token of the session. Only its hash is stored: who reads the database cannot sign in with it. */
export async function addRefreshToken(tx: Tx, sessionId: string, createdAt: Date): Promise<string> {
  const token = `${sessionId}.${randomBytes(32).toString('base64url')}`
  await tx.refreshToken.create({ data: { sessionId, tokenHash: hashOfRefreshToken(token), createdAt } })
  return token
}

/**
 * Whether the session has this token: `unused`, `used` within the grace, or `reused` after it; null when it has none such. The session's row must be
 * locked. Ages are told by the database's clock: those of the processes may be a minute apart, and a false theft would throw people out.
 */
export async function stateOfRefreshToken(
  tx: Tx,
  sessionId: string,
  token: string,
): Promise<'unused' | 'used' | 'reused' | null> {
  const [found] = await tx.$queryRaw<{ usedMs: number | null }[]>`
    select (extract(epoch from clock_timestamp() - used_at) * 1000)::float8 as "usedMs"
    from refresh_token where token_hash = ${hashOfRefreshToken(token)} and session_id = ${sessionId}::uuid`
  if (!found) return null
  if (found.usedMs === null) return 'unused'
  return found.usedMs > REUSE_GRACE_MS ? 'reused' : 'used'
}

/**
 * A generation of the session's tokens is exchanged: all of them count as used from now on. The grace gives several tabs a successor each; were
 * the others left unused, a token that was stolen within it would begin a chain of its own, which nothing ever ends.
 */
export const retireRefreshTokens = (tx: Tx, sessionId: string) =>
  tx.$executeRaw`update refresh_token set used_at = clock_timestamp() where session_id = ${sessionId}::uuid and used_at is null`

/** 256 random bits need no salt. */
export const hashOfRefreshToken = (token: string) => createHash('sha256').update(token).digest()

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Which session a refresh token claims to be of; null when it is none. The claim binds CSRF tokens, and nothing else believes it. */
export function sessionIdOf(refreshToken: string): string | null {
  const id = refreshToken.split('.')[0] ?? ''
  return UUID.test(id) ? id : null
}
