import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'

export const ACCESS_TOKEN_SECONDS = 600
const ISSUER = 'mointering'
const AUDIENCE = 'mointering-api'
const claims = z.object({ sub: z.uuid(), sid: z.uuid() })

export type AccessTokens = {
  issue(session: { userId: string; sessionId: string }): Promise<string>
  /** Whose session it names, or null when it is expired, forged, for somebody else or no token at all. */
  verify(token: string): Promise<{ userId: string; sessionId: string } | null>
}

/** Short-lived JWTs (RFC 7519, HS256 and nothing else). They only name a session: whether that still stands is looked up each time. */
export function createAccessTokens(key: Uint8Array): AccessTokens {
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
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          issuer: ISSUER,
          audience: AUDIENCE,
          requiredClaims: ['exp', 'sub', 'sid'],
        })
        const parsed = claims.safeParse(payload)
        return parsed.success ? { userId: parsed.data.sub, sessionId: parsed.data.sid } : null
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}
