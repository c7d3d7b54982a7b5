import { isIP } from 'node:net'
import type { Request } from 'express'

/**
 * False when a browser says that another site's page sent this. `Sec-Fetch-Site` (Fetch Metadata) cannot be set by scripts; `Origin` must be
 * the public address, or the host that was asked where nobody else can own its name. What sends neither is no browser: every browser
 * sends Origin with unsafe methods.
 */
export function isSameOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get('Sec-Fetch-Site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = req.get('Origin')
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const { origin: from, host, hostname } = new URL(origin)
  return from === new URL(publicUrl).origin || (host === hostOf(req) && cannotBeRebound(hostname))
}

// With its port; behind trusted proxies the host that the first of them was asked for.
const hostOf = (req: Request): string | undefined => req.host?.toLowerCase()

/**
 * Whoever owns a domain can point it at this machine after his page was loaded (DNS rebinding), and is then "the host that was asked". Addresses,
 * names without a dot and .localhost, .local (RFC 6761, 6762) belong to nobody; domains must be the PUBLIC_URL.
 */
const cannotBeRebound = (hostname: string): boolean =>
  isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || !hostname.includes('.') || /\.(?:localhost|local)$/.test(hostname)
