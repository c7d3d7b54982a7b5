import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request, Response } from 'express'
import type { AuthServices } from '../../auth/auth-services.js'
import type { ActiveSession } from '../../auth/session-store.js'
import type { Client, StartedSession } from '../../auth/sessions.js'

/** What is remembered of the browser that a session began in. */
export const clientOf = (req: Request): Client => ({
  ipAddress: req.ip ?? null,
  userAgent: req.get('User-Agent')?.slice(0, 300) ?? null,
})

export const sessionBody = (session: ActiveSession): SessionReply => ({
  user: session.user,
  workspaces: session.workspaces,
})

/**
 * Sets the three cookies of a session that has just begun or been prolonged, and answers what GET session would. A CSRF token that is
 * good for the session is kept: other tabs hold it.
 */
export async function answerSession(
  auth: AuthServices,
  req: Request,
  res: Response,
  started: StartedSession,
): Promise<SessionReply> {
  const session = await auth.store.find(started.sessionId)
  if (!session) throw new AppError('not_signed_in', 'The session has ended meanwhile. Sign in again')
  const held = auth.cookies.read(req, 'csrf')
  const keeps = held !== null && auth.csrfTokens.verify(held, started.sessionId)
  auth.cookies.write(res, {
    access: await auth.accessTokens.issue(started),
    refresh: started.refreshToken,
    csrf: keeps ? held : auth.csrfTokens.issue(started.sessionId),
  })
  return sessionBody(session)
}
