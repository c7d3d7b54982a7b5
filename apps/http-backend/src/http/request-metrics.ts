import type { RequestHandler } from 'express'
import { Histogram, type Registry } from 'prom-client'

export type RequestMetrics = { seconds: Histogram<'method' | 'route' | 'status'> }

export function createRequestMetrics(registry: Registry): RequestMetrics {
  return {
    seconds: new Histogram({
      name: 'mointering_http_request_seconds',
      help: 'Time from the request to the end of its answer',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
  }
}

/** Counts each answered request by its route's pattern, never by its path: labels stay few, and tokens stay out. */
export function recordRequests({ seconds }: RequestMetrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now()
    res.once('close', () => {
      if (String(res.getHeader('Content-Type')).startsWith('text/event-stream')) return // open for hours, by design
      const route = req.route ? String(req.route.path) : 'none'
      const labels = {
        method: KNOWN_METHODS.has(req.method) ? req.method : 'other',
        route,
        status: String(res.statusCode),
      }
      seconds.observe(labels, (performance.now() - startedAt) / 1000)
    })
    next()
  }
}

const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'PUT'])
