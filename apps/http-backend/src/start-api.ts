import type { Cache } from '@mointering/backend-common/cache/cache'
import { createInProcessCache } from '@mointering/backend-common/cache/in-process-cache'
import { createScope } from '@mointering/backend-common/lifecycle/scope'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import type { Express } from 'express'
import { Registry } from 'prom-client'
import type { ApiConfig } from './api-config.js'
import { createApiKeyUses } from './auth/api-key-uses.js'
import { createAuthServices } from './auth/auth-services.js'
import { createFinishSignIn } from './auth/finish-sign-in.js'
import { createRateLimits, RATE_LIMITS, type RateLimitTable } from './auth/rate-limits.js'
import { createApp } from './create-app.js'
import { createCheckRequests } from './features/checks/check-requests.js'
import { createEventStreams } from './features/events/event-streams.js'
import { createLiveHub } from './features/events/live-hub.js'
import { createJudgementRequests } from './features/heartbeats/request-judgement.js'
import { createProviders, type ProviderAddresses } from './features/identities/providers.js'
import { createRequestMetrics } from './http/request-metrics.js'
import { startMail } from './mail/start-mail.js'
import { sealPlainSecrets } from './secrets/rotate-secrets.js'
import { startSealing } from './secrets/start-sealing.js'

export type ApiOptions = {
  config: ApiConfig
  queue: MessageQueue
  cache: Cache
  /** Prepared: `prepareDatabase` has run. */
  database: Database
  log: Logger
  /** Where the API counts its requests; one of its own when absent. */
  registry?: Registry
  /** Other limits than RATE_LIMITS. */
  rateLimits?: Partial<RateLimitTable>
  /** Where Google and GitHub are, when not where everybody finds them. */
  providerAddresses?: ProviderAddresses
  now?: () => number
}

/** `handler` serves everything under /api, on whatever server the caller has. Disposing ends the event streams and the waiting checks. */
export type Api = AsyncDisposable & {
  handler: Express
  /** For the server that is about to close: event streams would stay open for ever. */
  endStreams(): void
}

/** Wires the API on the database, queue and cache that it is given and does not own. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { config, queue, cache, database, log, registry = new Registry(), now = Date.now } = options
  const scope = createScope()
  try {
    scope.add(await startSealing({ seal: () => sealPlainSecrets(database.pool, config, log), log }))
    const insurance = scope.add(createInProcessCache())
    const rateLimits = createRateLimits({ cache, insurance, table: { ...RATE_LIMITS, ...options.rateLimits } })
    const mails = scope.add(startMail({ config, database, log, now }))
    const noteApiKeyUse = scope.add(createApiKeyUses({ database, log, now })).note
    const auth = await createAuthServices({ config, database, cache, mails, rateLimits, noteApiKeyUse, now })
    const checkRequests = scope.add(await createCheckRequests({ queue, log, now }))
    const judgements = scope.add(createJudgementRequests({ database, queue, log }))
    const liveHub = scope.add(createLiveHub({ cache, log }))
    const streams = scope.add(await createEventStreams({ cache, log }))
    const metrics = createRequestMetrics(registry)
    const finishSignIn = createFinishSignIn({ database, auth })
    const providers = createProviders({ config, addresses: options.providerAddresses, now })
    const services = {
      auth,
      finishSignIn,
      mails,
      providers,
      rateLimits,
      checkRequests,
      requestJudgement: judgements.request,
      liveHub,
      streams,
      metrics,
    }
    const handler = createApp({ config, queue, cache, database, log, now, ...services })
    return { handler, endStreams: streams.endAll, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() }
  } catch (error) {
    await scope[Symbol.asyncDispose]()
    throw error
  }
}
