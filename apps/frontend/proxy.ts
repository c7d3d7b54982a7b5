import { type NextRequest, NextResponse } from 'next/server'
import { apiInternalUrl, isDevelopment } from './src/frontend.config'
import { contentSecurityPolicy } from './src/session/content-security-policy'
import { comesFromOutside, sameAddressAgain } from './src/session/from-outside'
import { mergeCookies, needsRefresh, refreshSession } from './src/session/refresh-session'

/** Before every page: a nonce for its Content-Security-Policy, and fresh cookies for a session whose access token has ended. */
export async function proxy(request: NextRequest) {
  if (comesFromOutside(request.method, request.headers)) return sameAddressAgain(request.nextUrl)

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce, { development: isDevelopment() })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy) // Next.js finds the nonce for its own scripts here
  headers.set('x-nonce', nonce)
  headers.set('x-mointering-path', request.nextUrl.pathname + request.nextUrl.search)

  const setCookies = await newCookies(request)
  if (setCookies.length > 0) headers.set('cookie', mergeCookies(cookiesOf(request), setCookies))

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  for (const cookie of setCookies) response.headers.append('set-cookie', cookie)
  return response
}

async function newCookies(request: NextRequest): Promise<string[]> {
  const cookies = cookiesOf(request)
  if (!needsRefresh(cookies, Date.now())) return []
  return refreshSession({
    apiUrl: apiInternalUrl(),
    cookieHeader: request.headers.get('cookie') ?? '',
    cookies,
    forwardedFor: request.headers.get('x-forwarded-for'),
    forwardedProto: request.headers.get('x-forwarded-proto'),
  })
}

const cookiesOf = (request: NextRequest) =>
  new Map(request.cookies.getAll().map(({ name, value }) => [name, value] as const))

export const config = {
  // Pages only: neither the API nor files.
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)'],
}
