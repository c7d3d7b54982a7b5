import { type COOKIE, CSRF_HEADER, cookieName } from '@mointering/api-contract/http/accounts'
import { tokenExpiryMs } from './token-expiry'

/** Renew when less than this is left, so that the token outlives the page's own calls. */
const EARLY_MS = 30_000
const TIMEOUT_MS = 5_000

/** A cookie's value under its plain name, or under the `__Host-` one that https uses. */
function readCookie(cookies: ReadonlyMap<string, string>, name: keyof typeof COOKIE): string | undefined {
  return cookies.get(cookieName(name, true)) ?? cookies.get(cookieName(name, false))
}

/** Whether the access token is missing or about to end while a refresh token could bring a new one. */
export function needsRefresh(cookies: ReadonlyMap<string, string>, nowMs: number): boolean {
  if (!readCookie(cookies, 'refresh')) return false
  const access = readCookie(cookies, 'access')
  if (!access) return true
  const endsAtMs = tokenExpiryMs(access)
  return endsAtMs !== null && endsAtMs - nowMs < EARLY_MS
}

type Refresh = {
  apiUrl: string
  cookieHeader: string
  cookies: ReadonlyMap<string, string>
  forwardedFor: string | null
  forwardedProto: string | null
}

const underWay = new Map<string, Promise<string[]>>()

/**
 * Asks the API for new cookies: its Set-Cookie headers, none when it refused or could not be reached (the page then finds out for itself).
 * Requests of one browser that come together share one call.
 */
export function refreshSession(refresh: Refresh): Promise<string[]> {
  const key = readCookie(refresh.cookies, 'refresh') ?? ''
  const running = underWay.get(key)
  if (running) return running
  const call = requestNewCookies(refresh).finally(() => underWay.delete(key))
  underWay.set(key, call)
  return call
}

async function requestNewCookies({
  apiUrl,
  cookieHeader,
  cookies,
  forwardedFor,
  forwardedProto,
}: Refresh): Promise<string[]> {
  const csrf = readCookie(cookies, 'csrf')
  const response = await fetch(`${apiUrl}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      cookie: cookieHeader,
      ...(csrf ? { [CSRF_HEADER]: csrf } : {}),
      ...(forwardedFor ? { 'x-forwarded-for': forwardedFor } : {}),
      ...(forwardedProto ? { 'x-forwarded-proto': forwardedProto } : {}),
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null) // not reachable: rendering asks the API again and shows that with its own words
  await response?.body?.cancel()
  return response?.ok ? response.headers.getSetCookie() : []
}

/** A Cookie header with the values of Set-Cookie headers put in. A cookie that they delete (Max-Age=0) is taken out. */
export function mergeCookies(cookies: ReadonlyMap<string, string>, setCookies: readonly string[]): string {
  const merged = new Map(cookies)
  for (const line of setCookies) {
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute))) merged.delete(name)
    else merged.set(name, pair.slice(at + 1).trim())
  }
  return [...merged].map(([name, value]) => `${name}=${value}`).join('; ')
}
