import { contentSecurityPolicy } from './content-security-policy'

type Served = { nonce: string; development: boolean; secure: boolean }

/** The security headers of a page. `secure`: the browser came over https; from then on it comes by nothing else (RFC 6797). */
export function pageHeaders({ nonce, development, secure }: Served): ReadonlyMap<string, string> {
  const headers = new Map([
    ['content-security-policy', contentSecurityPolicy(nonce, { development })],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
    ['cross-origin-opener-policy', 'same-origin'],
  ])
  // As the API says it (helmet): a year, with the subdomains.
  return secure ? headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains') : headers
}

/** Whether the browser came over https: by what our proxy says, or else by the address itself. */
export function cameOverHttps(forwardedProto: string | null, protocol: string): boolean {
  const first = forwardedProto?.split(',')[0]?.trim()
  return (first ?? protocol.replace(':', '')) === 'https'
}
