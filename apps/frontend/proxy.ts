import { type NextRequest, NextResponse } from 'next/server'
import { apiInternalUrl, isDevelopment } from './src/frontend.config'
import { comesFromOutside, sameAddressAgain } from './src/session/from-outside'
import { cameOverHttps, pageHeaders } from './src/session/page-headers'
import { mergeCookies, needsRefresh, refreshSession } from './src/session/refresh-session'

/** Before every page: a nonce for its Content-Security-Policy, and fresh cookies for a session whose access token has ended. */
export async function proxy(request: NextRequest) {
  if (comesFromOutside(request.method, request.headers)) return sameAddressAgain(request.nextUrl)

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const secure = cameOverHttps(request.headers.get('x-forwarded-proto'), request.nextUrl.protocol)
  const ours = pageHeaders({ nonce, development: isDevelopment(), secure })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', ours.get('content-security-policy') ?? '') // Next.js finds the nonce for its own scripts here
  headers.set('x-nonce', nonce)
  headers.set('x-mointering-path', request.nextUrl.pathname + request.nextUrl.search)

  const setCookies = await newCookies(request)
  if (setCookies.length > 0) headers.set('cookie', mergeCookies(cookiesOf(request), setCookies))

  const response = NextResponse.next({ request: { headers } })
  for (const [name, value] of ours) response.headers.set(name, value)
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
