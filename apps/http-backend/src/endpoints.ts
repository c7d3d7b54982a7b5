import type { Cache } from '@mointering/backend-common/cache/cache'
import type { Logger } from '@mointering/backend-common/log/logger'
import type { MessageQueue } from '@mointering/backend-common/queue/message-queue'
import type { Database } from '@mointering/db/database'
import type { ApiConfig } from './api-config.js'
import type { AuthServices } from './auth/auth-services.js'
import type { RateLimits } from './auth/rate-limits.js'
import { readCsrfRoute } from './features/auth/read-csrf.route.js'
import { readSessionRoute } from './features/auth/read-session.route.js'
import { refreshRoute } from './features/auth/refresh.route.js'
import { createSignIn } from './features/auth/sign-in.js'
import { signInRoute } from './features/auth/sign-in.route.js'
import { signOutRoute } from './features/auth/sign-out.route.js'
import { createSignUp } from './features/auth/sign-up.js'
import { signUpRoute } from './features/auth/sign-up.route.js'
import type { CheckRequests } from './features/checks/check-requests.js'
import { runMonitorRoute } from './features/checks/run-monitor.route.js'
import { testMonitorRoute } from './features/checks/test-monitor.route.js'
import type { EventStreams } from './features/events/event-streams.js'
import { eventsRoute } from './features/events/events.route.js'
import type { LiveHub } from './features/events/live-hub.js'
import { liveRoute, readyRoute } from './features/health/health.route.js'
import { heartbeatRoutes } from './features/heartbeats/heartbeat.route.js'
import type { RequestJudgement } from './features/heartbeats/request-judgement.js'
import { readMetricsRoute } from './features/history/read-metrics.route.js'
import { readResultsRoute } from './features/history/read-results.route.js'
import { readUptimeRoute } from './features/history/read-uptime.route.js'
import { createAnnounceChange } from './features/monitors/announce-change.js'
import { createChangeMonitor } from './features/monitors/change-monitor.js'
import { createCreateMonitor } from './features/monitors/create-monitor.js'
import { createMonitorRoute } from './features/monitors/create-monitor.route.js'
import { deleteMonitorRoute } from './features/monitors/delete-monitor.route.js'
import { listMonitorsRoute } from './features/monitors/list-monitors.route.js'
import { createMonitorViews } from './features/monitors/monitor-views.js'
import { readMonitorRoute } from './features/monitors/read-monitor.route.js'
import { readRegionsRoute } from './features/monitors/read-regions.route.js'
import { createKnownRegions } from './features/monitors/regions.js'
import { restoreMonitorRoute } from './features/monitors/restore-monitor.route.js'
import { updateMonitorRoute } from './features/monitors/update-monitor.route.js'
import type { Endpoint } from './http/endpoint.js'

export type EndpointDeps = {
  config: ApiConfig
  database: Database
  queue: MessageQueue
  cache: Cache
  log: Logger
  auth: AuthServices
  rateLimits: RateLimits
  checkRequests: CheckRequests
  requestJudgement: RequestJudgement
  liveHub: LiveHub
  streams: EventStreams
  now: () => number
}

/** Every route of the API. */
export function createEndpoints(deps: EndpointDeps): Endpoint[] {
  return [
    ...authEndpoints(deps),
    ...monitorEndpoints(deps),
    eventsRoute(deps),
    ...heartbeatRoutes(deps),
    liveRoute(),
    readyRoute(deps),
  ]
}

function authEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, database, auth } = deps
  return [
    signUpRoute({ ...deps, signUp: createSignUp({ database, auth, signUp: config.SIGN_UP }) }),
    signInRoute({ ...deps, signIn: createSignIn({ database, auth }) }),
    signOutRoute(deps),
    refreshRoute(deps),
    readSessionRoute(),
    readCsrfRoute(deps),
  ]
}

function monitorEndpoints(deps: EndpointDeps): Endpoint[] {
  const { config, database, now } = deps
  const defaultRegions = config.DEFAULT_REGIONS
  const writing = { database, announceChange: createAnnounceChange(deps), monitorLimit: config.MONITOR_LIMIT, now }
  const changeMonitor = createChangeMonitor(writing)
  const knownRegions = createKnownRegions({ database, defaultRegions })
  const views = createMonitorViews({ database, publicUrl: config.PUBLIC_URL, now })
  const all = { ...deps, changeMonitor, knownRegions, views, defaultRegions }
  return [
    createMonitorRoute({ ...all, createMonitor: createCreateMonitor(writing) }),
    listMonitorsRoute(all),
    testMonitorRoute(all), // before the routes that take any id in that place
    readMonitorRoute(all),
    updateMonitorRoute(all),
    deleteMonitorRoute(all),
    restoreMonitorRoute(all),
    runMonitorRoute(all),
    readResultsRoute(all),
    readMetricsRoute(all),
    readUptimeRoute(all),
    readRegionsRoute(all),
  ]
}
