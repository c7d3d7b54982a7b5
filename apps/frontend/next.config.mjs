import { fileURLToPath } from 'node:url'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'

const apiUrl = process.env.NEXT_PUBLIC_API_URL || 'http://localhost:4000'

/** @returns {import('next').NextConfig} */
export default function config(phase) {
  return {
    output: 'standalone',
    // The workspace packages lie outside this folder; the trace must start above them.
    outputFileTracingRoot: fileURLToPath(new URL('../../', import.meta.url)),
    poweredByHeader: false,
    reactStrictMode: true,
    // One origin: in production the ingress (or the standalone server) routes /api; in development Next does.
    rewrites: async () =>
      phase === PHASE_DEVELOPMENT_SERVER ? [{ source: '/api/:path*', destination: `${apiUrl}/api/:path*` }] : [],
  }
}
