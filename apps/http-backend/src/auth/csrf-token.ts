import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export type CsrfTokens = {
  /** A new token for the session, or for nobody yet (null). */
  issue(sessionId: string | null): string
  verify(token: string, sessionId: string | null): boolean
}

/** `random.hmac(session, random)`: the signed double-submit token of OWASP's CSRF cheat sheet. A token of one session is worthless in another. */
export function createCsrfTokens(key: Uint8Array): CsrfTokens {
  const sign = (sessionId: string | null, random: string) =>
    createHmac('sha256', key)
      .update(`${sessionId ?? 'nobody'}!${random}`)
      .digest('base64url')
  return {
    issue(sessionId) {
      const random = randomBytes(18).toString('base64url')
      return `${random}.${sign(sessionId, random)}`
    },
    verify(token, sessionId) {
      const [random, signature, ...rest] = token.split('.')
      if (random === undefined || signature === undefined || rest.length > 0) return false
      return sameText(signature, sign(sessionId, random))
    },
  }
}

/** Equality whose time does not tell where two texts differ. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
