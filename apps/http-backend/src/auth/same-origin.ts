import type { Request } from 'express'

/**
 * False when a browser says that another site's page sent this. `Sec-Fetch-Site` (Fetch Metadata) cannot be set by scripts; `Origin` must be
 * the public address or the host that was asked. What sends neither is no browser: every browser sends Origin with unsafe methods.
 */
export function isSameOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get('Sec-Fetch-Site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = req.get('Origin')
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  return origin === new URL(publicUrl).origin || new URL(origin).host === hostOf(req)
}

// With its port; behind trusted proxies the host that the first of them was asked for.
const hostOf = (req: Request): string | undefined => req.host?.toLowerCase()
