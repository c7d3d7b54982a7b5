/**
 * When a JWT ends, in epoch ms; null for what is not one. Reads without verifying: it only decides whether to renew early, the API
 * judges the token.
 */
export function tokenExpiryMs(token: string): number | null {
  const payload = token.split('.')[1]
  if (!payload) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    if (typeof claims !== 'object' || claims === null || !('exp' in claims) || typeof claims.exp !== 'number')
      return null
    return claims.exp * 1000
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
