import { CSRF_HEADER } from '@mointering/api-contract/http/accounts'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Request, Response } from 'express'
import type { AccessTokens } from './access-token.js'
import type { RequireApiKey } from './api-key-guard.js'
import type { ActiveApiKey } from './api-keys.js'
import type { Cookies } from './cookies.js'
import { type CsrfTokens, sameText } from './csrf-token.js'
import type { Actor } from './origin.js'
import { sessionIdOf } from './refresh-tokens.js'
import { allows, type Permission, scopesAllow } from './roles.js'
import { isSameOrigin } from './same-origin.js'
import type { ActiveSession, SessionStore } from './session-store.js'

/** Who asks: a person by cookies, a machine by API key, or nobody. Never two of them: a key makes the cookies of its request invisible. */
export type Caller =
  | { kind: 'session'; session: ActiveSession }
  | { kind: 'api_key'; apiKey: ActiveApiKey }
  | { kind: 'nobody' }

/** A caller inside a workspace that they may enter. Either `session` or `apiKey` is null. */
export type Member = {
  workspaceId: string
  actor: Actor
  session: ActiveSession | null
  apiKey: ActiveApiKey | null
  can(permission: Permission): boolean
}

const NAMES_API_KEY = /^Bearer +mtr_/i
const IS_BEARER = /^Bearer\b/i

/** Sensitive actions want a proof of identity that is no older. */
export const FRESH_MS = 10 * 60_000

export type Guards = {
  /**
   * Who asks. An API key in the Authorization header counts alone: rejects with not_signed_in when it does not stand, and with rate_limited. Cookies that do not
   * stand are nobody. What else is in that header is of a proxy before us (Basic, a token of its own): cookies count then.
   */
  identify(req: Request, res: Response): Promise<Caller>
  /** Rejects with csrf_failed unless a page of ours, or a tool that holds the session's CSRF token, made this request. */
  requireOurPage(req: Request, rule: 'token' | 'origin' | 'none'): Promise<void>
  /** Throws not_found for a stranger, as if the workspace did not exist, and forbidden for a member who may not do this. */
  requireMember(caller: Caller, workspaceId: string, permission: Permission): Member
  /** Throws reauthentication_required unless the person proved who they are within the last ten minutes. */
  requireFresh(session: ActiveSession): void
  /** The session that the request's cookies belong to, for binding CSRF tokens; null without any. */
  sessionIdOf(req: Request): Promise<string | null>
}

export function createGuards(deps: {
  accessTokens: AccessTokens
  requireApiKey: RequireApiKey
  csrfTokens: CsrfTokens
  cookies: Cookies
  store: SessionStore
  publicUrl: string
  now: () => number
}): Guards {
  const { accessTokens, requireApiKey, csrfTokens, cookies, store, publicUrl, now } = deps

  async function identify(req: Request, res: Response): Promise<Caller> {
    const authorization = req.get('Authorization') ?? ''
    const byKey = async (): Promise<Caller> => ({
      kind: 'api_key',
      apiKey: await requireApiKey(req, res, authorization),
    })
    if (NAMES_API_KEY.test(authorization)) return byKey()
    const session = await sessionByCookies(req)
    if (session) return { kind: 'session', session }
    // Whoever meant a key hears what is wrong with it.
    return IS_BEARER.test(authorization) ? byKey() : { kind: 'nobody' }
  }

  async function sessionByCookies(req: Request): Promise<ActiveSession | null> {
    const token = cookies.read(req, 'access')
    const named = token === null ? null : await accessTokens.verify(token)
    const session = named && (await store.find(named.sessionId))
    return session && session.user.id === named.userId ? session : null
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

  function requireMember(caller: Caller, workspaceId: string, permission: Permission): Member {
    const member = memberOf(caller, workspaceId.toLowerCase())
    if (!member) throw new AppError('not_found', 'There is no such workspace')
    if (member.can(permission)) return member
    const what = member.session ? 'Your role in this workspace does' : 'The scopes of this API key do'
    throw new AppError('forbidden', `${what} not allow this`)
  }

  function requireFresh({ authenticatedAtMs }: ActiveSession): void {
    if (now() - authenticatedAtMs <= FRESH_MS) return
    throw new AppError(
      'reauthentication_required',
      'Prove once more that it is you: POST /api/v1/account/reauthenticate',
    )
  }

  return { identify, requireOurPage, requireMember, requireFresh, sessionIdOf: sessionOf }
}

export const actorOf = (caller: Caller): Actor | null => {
  if (caller.kind === 'session') return { kind: 'user', id: caller.session.user.id, name: caller.session.user.name }
  if (caller.kind === 'api_key') return { kind: 'api_key', id: caller.apiKey.id, name: caller.apiKey.name }
  return null
}

function memberOf(caller: Caller, workspaceId: string): Member | null {
  const actor = actorOf(caller)
  if (caller.kind === 'api_key' && actor && caller.apiKey.workspaceId === workspaceId) {
    const can = (permission: Permission) => scopesAllow(caller.apiKey.scopes, permission)
    return { workspaceId, actor, session: null, apiKey: caller.apiKey, can }
  }
  if (caller.kind !== 'session' || !actor) return null
  const workspace = caller.session.workspaces.find(({ id }) => id === workspaceId)
  if (!workspace) return null
  const can = (permission: Permission) => allows(workspace.role, permission)
  return { workspaceId, actor, session: caller.session, apiKey: null, can }
}
