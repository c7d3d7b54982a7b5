import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const ACCESS_TOKEN_SECONDS = 600
const ISSUER = 'mointering'
const AUDIENCE = 'mointering-api'
const claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.int() })
/** Verified tokens that are remembered: about 400 bytes each. */
const REMEMBERED = 10_000

type Named = { userId: string; sessionId: string }

export type AccessTokens = {
  issue(session: Named): Promise<string>
  /** Whose session it names, or null when it is expired, forged, for somebody else or no token at all. */
  verify(token: string): Promise<Named | null>
}

/**
 * Short-lived JWTs (RFC 7519, HS256 and nothing else). They only name a session: whether that still stands is looked up each time. A browser sends the
 * same token hundreds of times; what was verified once is remembered until it expires (a verification costs 140 us, which would be half of a request).
 */
export function createAccessTokens(key: Uint8Array): AccessTokens {
  const verified = new Map<string, { named: Named; expiresAtMs: number }>()

  function remember(token: string, named: Named, expiresAtMs: number): void {
    const oldest = verified.size >= REMEMBERED ? verified.keys().next().value : undefined
    if (oldest !== undefined) verified.delete(oldest)
    verified.set(token, { named, expiresAtMs })
  }

  return {
    issue: ({ userId, sessionId }) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
        .sign(key),
    async verify(token) {
      const known = verified.get(token)
      if (known && known.expiresAtMs > Date.now()) return known.named
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['exp', 'sub', 'sid'],
        })
        const parsed = claims.safeParse(payload)
        if (!parsed.success) return null
        const { sub: userId, sid: sessionId, exp } = parsed.data
        remember(token, { userId, sessionId }, exp * 1000)
        return { userId, sessionId }
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}
