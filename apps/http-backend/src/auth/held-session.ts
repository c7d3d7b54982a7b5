import type { Request } from 'express'
import type { AuthServices } from './auth-services.js'

/** The session whose cookies this browser proves to hold, whether or not it stands; null without any. */
export async function heldSession(
  { cookies, accessTokens, sessions }: Pick<AuthServices, 'cookies' | 'accessTokens' | 'sessions'>,
  req: Request,
): Promise<string | null> {
  const [access, refresh] = [cookies.read(req, 'access'), cookies.read(req, 'refresh')]
  const named = access === null ? null : await accessTokens.verify(access)
  return named?.sessionId ?? (refresh === null ? null : sessions.ownerOf(refresh))
}
