import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Headers of an API whose answers are data and never a page. HSTS only where the public address is https. */
export function securityHeaders({ secure }: { secure: boolean }): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      // The last three do not follow default-src.
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: secure,
    // For browsers of the past, and for pages: nothing here is one.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  })
  return (req, res, next) => {
    res.setHeader('Cache-Control', 'no-store')
    protect(req, res, next)
  }
}
