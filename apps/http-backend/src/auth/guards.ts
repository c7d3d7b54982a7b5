import { CSRF_HEADER } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request } from 'express'
import type { AccessTokens } from './access-token.js'
import type { Cookies } from './cookies.js'
import { type CsrfTokens, sameText } from './csrf-token.js'
import { allows, type Permission } from './roles.js'
import { isSameOrigin } from './same-origin.js'
import type { ActiveSession, Member, SessionStore } from './session-store.js'
import { sessionIdOf } from './sessions.js'

export type Guards = {
  /** Who is signed in. Rejects with not_signed_in. */
  requireSession(req: Request): Promise<ActiveSession>
  /** Rejects with csrf_failed unless a page of ours, or a tool that holds the session's CSRF token, made this request. */
  requireOurPage(req: Request, rule: 'token' | 'origin' | 'none'): Promise<void>
  /** Throws not_found for a stranger, as if the workspace did not exist, and forbidden for a member whose role does not allow it. */
  requireMember(session: ActiveSession, workspaceId: string, permission: Permission): Member
  /** The session that the request's cookies belong to, for binding CSRF tokens; null without any. */
  sessionIdOf(req: Request): Promise<string | null>
}

export function createGuards(deps: {
  accessTokens: AccessTokens
  csrfTokens: CsrfTokens
  cookies: Cookies
  store: SessionStore
  publicUrl: string
}): Guards {
  const { accessTokens, csrfTokens, cookies, store, publicUrl } = deps

  async function requireSession(req: Request): Promise<ActiveSession> {
    const token = cookies.read(req, 'access')
    const named = token === null ? null : await accessTokens.verify(token)
    const session = named && (await store.find(named.sessionId))
    if (!session || session.user.id !== named.userId) throw new AppError('not_signed_in', 'Sign in first')
    return session
  }

  async function sessionOf(req: Request): Promise<string | null> {
    const token = cookies.read(req, 'access')
    const named = token === null ? null : await accessTokens.verify(token)
    if (named) return named.sessionId
    const refreshToken = cookies.read(req, 'refresh')
    return refreshToken === null ? null : sessionIdOf(refreshToken)
  }

  async function requireOurPage(req: Request, rule: 'token' | 'origin' | 'none'): Promise<void> {
    if (rule === 'none') return
    if (!isSameOrigin(req, publicUrl))
      throw new AppError(
        'csrf_failed',
        'The request came from another site’s page. If this is your own domain, set PUBLIC_URL to it.',
      )
    const sent = req.get(CSRF_HEADER)
    if (rule === 'origin' && sent === undefined) return
    const sessionId = await sessionOf(req)
    // Without a session there is nothing that another site could abuse: such a request gets nowhere anyway.
    if (rule === 'token' && sessionId === null) return
    const cookie = cookies.read(req, 'csrf')
    const matches = sent !== undefined && cookie !== null && sameText(sent, cookie)
    if (!matches || !csrfTokens.verify(sent, sessionId)) {
      throw new AppError('csrf_failed', `Send the token of GET /api/v1/auth/csrf in the header ${CSRF_HEADER}`)
    }
  }

  function requireMember(session: ActiveSession, workspaceId: string, permission: Permission): Member {
    const workspace = session.workspaces.find(({ id }) => id === workspaceId.toLowerCase())
    if (!workspace) throw new AppError('not_found', 'There is no such workspace')
    if (!allows(workspace.role, permission))
      throw new AppError('forbidden', 'Your role in this workspace does not allow this')
    return { workspaceId: workspace.id, userId: session.user.id, role: workspace.role }
  }

  return { requireSession, requireOurPage, requireMember, sessionIdOf: sessionOf }
}
