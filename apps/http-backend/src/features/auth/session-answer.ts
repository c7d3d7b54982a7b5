import type { SessionReply } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request, Response } from 'express'
import type { AuthServices } from '../../auth/auth-services.js'
import { heldSession } from '../../auth/held-session.js'
import { NOBODY, originOf } from '../../auth/origin.js'
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
 * Answers a sign-in: see answerSession. The session that this browser had before is ended: its cookies are overwritten, so nobody could end it but by the list of
 * sessions, which would grow with each sign-in.
 */
export async function answerNewSession(
  auth: AuthServices,
  req: Request,
  res: Response,
  started: StartedSession,
): Promise<SessionReply> {
  const before = await heldSession(auth, req)
  const reply = await answerSession(auth, req, res, started)
  if (before !== null && before !== started.sessionId)
    await auth.endSession(originOf(req, res, NOBODY), { sessionId: before }, 'replaced')
  return reply
}

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
