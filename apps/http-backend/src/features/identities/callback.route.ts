import { providerCallbackQuery } from '@mointering/api-contract/http/identities'
import { AppError } from '@mointering/backend-common/errors/app-error'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { AuthServices } from '../../auth/auth-services.js'
import type { FinishSignIn } from '../../auth/finish-sign-in.js'
import type { Origin } from '../../auth/origin.js'
import { addressOf, type RateLimits } from '../../auth/rate-limits.js'
import { nothing, publicEndpoint } from '../../http/endpoint.js'
import { goOn } from './landing-page.js'
import type { LinkIdentity } from './link-identity.js'
import { type ProviderProblem, problemPath } from './problem-path.js'
import { type ProviderClient, ProviderError, type ProviderPerson } from './provider-client.js'
import type { ProviderFlow, ProviderFlows } from './provider-flow.js'
import type { Providers } from './providers.js'
import type { ReauthenticateWith } from './reauthenticate-with.js'
import type { SignInWith } from './sign-in-with.js'

const shape = {
  method: 'get',
  path: '/api/v1/auth/providers/:provider/callback',
  summary: 'Come back from a provider; a page that goes on',
  tag: 'Signing in',
  params: z.object({ provider: z.string().max(40) }),
  query: providerCallbackQuery,
  body: nothing.optional(),
  reply: null,
  status: 200,
  replyType: 'text/html',
} as const

type Answer = z.output<typeof providerCallbackQuery>
type Deps = {
  providers: Providers
  providerFlows: ProviderFlows
  signInWith: SignInWith
  linkIdentity: LinkIdentity
  reauthenticateWith: ReauthenticateWith
  finishSignIn: FinishSignIn
  auth: AuthServices
  rateLimits: RateLimits
  log: Logger
}
type At = { req: Request; res: Response; by: Origin }

/** Ends a flow that this browser began, whatever the provider answered, in a page that goes on. */
export const callbackRoute = (deps: Deps) => {
  const { providers, providerFlows, auth, log } = deps

  async function askWho(
    provider: ProviderClient,
    { checks }: ProviderFlow,
    { code, error, iss }: Answer,
  ): Promise<ProviderPerson | ProviderProblem> {
    if (error === 'access_denied') return 'cancelled'
    if (error !== undefined || code === undefined) return 'failed'
    try {
      return await provider.identify({ state: checks.state, code, iss }, checks)
    } catch (cause) {
      if (!(cause instanceof ProviderError)) throw cause
      log.warn({ err: cause, provider: provider.id }, 'an answer of a provider was refused')
      return 'failed'
    }
  }

  return publicEndpoint(shape, async ({ params, query, req, res, by }) => {
    const provider = providers.get(params.provider)
    if (!provider) throw new AppError('not_found', 'There is no such provider here')
    await deps.rateLimits.take(res, [['providerFromAddress', addressOf(req)]])
    const flow = await providerFlows.take(req, { provider: provider.id, state: query.state })
    if (typeof flow === 'string') {
      goOn(res, problemPath('sign-in', flow))
      return null
    }
    auth.cookies.clearFlow(res)
    const person = await askWho(provider, flow, query)
    const path =
      typeof person === 'string'
        ? problemPath(flow.intent, person)
        : await conclude(deps, provider, flow, person, { req, res, by })
    goOn(res, path)
    return null
  })
}

/** Does what the flow was begun for; the path to go on at. */
async function conclude(
  deps: Deps,
  provider: ProviderClient,
  flow: ProviderFlow,
  person: ProviderPerson,
  at: At,
): Promise<string> {
  if (flow.intent === 'sign-in') return signIn(deps, provider, flow, person, at)
  const { session } = flow
  // It may have been ended meanwhile, which ends what it began.
  const active = session && (await deps.auth.store.find(session.sessionId))
  if (!session || active?.user.id !== session.userId) return problemPath('sign-in', 'expired')
  const by: Origin = { ...at.by, actor: { kind: 'user', id: session.userId, name: active.user.name } }
  if (flow.intent === 'reauthenticate') {
    const done = await deps.reauthenticateWith(session, provider.id, person, by)
    return done ? flow.next : problemPath(flow.intent, 'failed')
  }
  const outcome = await deps.linkIdentity(session.userId, provider, person, by)
  return outcome === 'linked' ? flow.next : problemPath(flow.intent, outcome)
}

async function signIn(
  { signInWith, finishSignIn }: Deps,
  provider: ProviderClient,
  { invitation, next, intent }: ProviderFlow,
  person: ProviderPerson,
  { req, res, by }: At,
): Promise<string> {
  const found = await signInWith(provider.id, person, invitation, by)
  if ('problem' in found) return problemPath(intent, found.problem)
  const reply = await finishSignIn(req, res, { ...found, method: 'provider' })
  if (!('secondFactor' in reply)) return next
  return `/sign-in?step=second-factor&next=${encodeURIComponent(next)}`
}
