import { fileURLToPath } from 'node:url'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'

const apiUrl = process.env.NEXT_PUBLIC_API_URL || 'http://localhost:4000'

// Files that `proxy.ts` does not see. Theirs is no page, so nothing in them may run, load or be framed.
const FILES = ['/_next/static/:path*', '/_next/image', '/icon.svg', '/favicon.ico']
const FILE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
const OVER_HTTPS = [{ type: 'header', key: 'x-forwarded-proto', value: 'https(,.*)?' }]
const pairs = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }))

/** @returns {import('next').NextConfig} */
export default function config(phase) {
  return {
    output: 'standalone',
    // The workspace packages lie outside this folder; the trace must start above them.
    outputFileTracingRoot: fileURLToPath(new URL('../../', import.meta.url)),
    poweredByHeader: false,
    reactStrictMode: true,
    headers: async () =>
      FILES.flatMap((source) => [
        { source, headers: pairs(FILE_HEADERS) },
        // As on pages: a year, with the subdomains.
        {
          source,
          has: OVER_HTTPS,
          headers: pairs({ 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' }),
        },
      ]),
    // One origin: in production the ingress (or the standalone server) routes /api; in development Next does.
    rewrites: async () =>
      phase === PHASE_DEVELOPMENT_SERVER ? [{ source: '/api/:path*', destination: `${apiUrl}/api/:path*` }] : [],
  }
}
