import { providerStartQuery } from '@mointering/api-contract/http/identities'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Database } from '@mointering/db/database'
import type { Request } from 'express'
import { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'
import { FRESH_MS } from '../../auth/guards.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import type { ActiveSession } from '../../auth/session-store.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { problemPath } from './problem-path.js'
import { type ProviderClient, ProviderError } from './provider-client.js'
import type { ProviderFlow, ProviderFlows } from './provider-flow.js'
import type { Providers } from './providers.js'
import { safePath } from './safe-path.js'
import { SECURITY_PAGE } from './security-link.js'

const shape = {
  method: 'get',
  path: '/api/v1/auth/providers/:provider/start',
  summary: 'Go to a provider to sign in, to link it, or to prove who you are',
  tag: 'Signing in',
  params: z.object({ provider: z.string().max(40) }),
  query: providerStartQuery,
  body: nothing.optional(),
  reply: null,
  status: 303,
} as const

type Deps = {
  providers: Providers
  providerFlows: ProviderFlows
  auth: AuthServices
  database: Database
  rateLimits: RateLimits
  log: Logger
  now: () => number
}

/** Sends the browser to the provider; where that cannot be, to a page that says why. */
export const startRoute = ({ providers, providerFlows, auth, database, rateLimits, log, now }: Deps) => {
  /** Whether this session may begin it. */
  async function may(session: ActiveSession | null, intent: ProviderFlow['intent'], provider: ProviderClient) {
    if (intent === 'sign-in') return true
    if (!session) return false
    // As other sensitive changes: who only found the browser open must not add a way in of their own.
    if (intent === 'link') return now() - session.authenticatedAtMs <= FRESH_MS
    return provider.canAskAgain || hasNothingBetter(database, session.user.id)
  }

  return publicEndpoint(shape, async ({ params, query, req, res }) => {
    const provider = providers.get(params.provider)
    if (!provider) throw new AppError('not_found', 'There is no such provider here')
    await rateLimits.take(res, [['providerFromAddress', addressOf(req)]])
    const { intent, invitation = null } = query
    const caller = intent === 'sign-in' || !isOurNavigation(req) ? null : await auth.guards.identify(req, res)
    const session = caller?.kind === 'session' ? caller.session : null
    if (!isOurNavigation(req) || !(await may(session, intent, provider))) {
      res.redirect(303, problemPath(intent, 'failed'))
      return null
    }
    const next = safePath(query.next, intent === 'sign-in' ? '/monitors' : SECURITY_PAGE)
    const begunBy = session && { sessionId: session.sessionId, userId: session.user.id }
    const flow = { provider: provider.id, intent, next, invitation, session: begunBy }
    try {
      const checks = await providerFlows.begin(res, flow, intent === 'reauthenticate')
      res.redirect(303, (await provider.authorizationUrl(checks)).href)
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      log.warn({ err: error, provider: provider.id }, 'a provider could not be reached')
      res.redirect(303, problemPath(intent, 'failed'))
    }
    return null
  })
}

/**
 * False when another site's page sent the browser here: it could sign somebody in, or link an account, without their knowing. Browsers that say
 * nothing (http, old ones) send no session along from there either: its cookies are SameSite=Strict.
 */
function isOurNavigation(req: Request): boolean {
  const site = req.get('Sec-Fetch-Site')
  return site === undefined || site === 'same-origin' || site === 'none'
}

/**
 * Some providers send back at once whoever is signed in there, which proves nothing new about who sits before the browser. That
 * counts only for an account that can prove itself in no better way.
 */
async function hasNothingBetter({ prisma }: Database, userId: string): Promise<boolean> {
  const user = await prisma.user.findUnique({
    where: { id: userId },
    select: { passwordHash: true, _count: { select: { passkeys: true } } },
  })
  return user !== null && user.passwordHash === null && user._count.passkeys === 0
}
