import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import type { ApiConfig } from './api-config.js'
import type { AuthServices } from './auth/auth-services.js'
import type { FinishSignIn } from './auth/finish-sign-in.js'
import type { RateLimits } from './auth/rate-limits.js'
import type { CheckRequests } from './features/checks/check-requests.js'
import type { EventStreams } from './features/events/event-streams.js'
import type { LiveHub } from './features/events/live-hub.js'
import type { RequestJudgement } from './features/heartbeats/request-judgement.js'
import type { Providers } from './features/identities/providers.js'
import type { Mails } from './mail/mails.js'

/** What routes are made of; each takes what it needs. */
export type EndpointDeps = {
  config: ApiConfig
  database: Database
  queue: MessageQueue
  cache: Cache
  log: Logger
  auth: AuthServices
  finishSignIn: FinishSignIn
  mails: Mails
  providers: Providers
  rateLimits: RateLimits
  checkRequests: CheckRequests
  requestJudgement: RequestJudgement
  liveHub: LiveHub
  streams: EventStreams
  now: () => number
}
