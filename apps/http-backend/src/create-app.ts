import type { Logger } from '@mointering/backend-common/log/logger'
import express, { type Express } from 'express'
import type { ApiConfig } from './api-config.js'
import type { EndpointDeps } from './endpoint-deps.js'
import { createEndpoints } from './endpoints.js'
import { mountEndpoints } from './http/mount-endpoints.js'
import { problemResponse } from './http/problem-response.js'
import { requestId } from './http/request-id.js'
import { type RequestMetrics, recordRequests } from './http/request-metrics.js'
import { securityHeaders } from './http/security-headers.js'

export type AppDeps = EndpointDeps & { config: ApiConfig; log: Logger; metrics: RequestMetrics }

/** The Express app with every route under /api. It listens nowhere and starts nothing: see start-api. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', deps.config.TRUST_PROXY)
  app.set('etag', false)
  app.set('query parser', 'simple')
  app.use(
    requestId,
    recordRequests(deps.metrics),
    securityHeaders({ secure: deps.config.PUBLIC_URL.startsWith('https:') }),
  )
  mountEndpoints(app, createEndpoints(deps), deps.auth.guards)
  app.use(problemResponse(deps.log))
  return app
}
