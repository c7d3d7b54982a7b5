import { cookieName } from '@mointering/api-contract/http/accounts'

/**
 * Whether a person has just followed a link from another site (a mail in the browser, a chat, a provider's way back) and the browser therefore
 * kept our SameSite=Strict cookies to itself: the page would take them for a stranger and flash the sign-in page.
 */
export function comesFromOutside(method: string, headers: Headers): boolean {
  return (
    method === 'GET' &&
    headers.get('sec-fetch-site') === 'cross-site' &&
    headers.get('sec-fetch-mode') === 'navigate' &&
    headers.get('sec-fetch-dest') === 'document' &&
    !hasSession(headers.get('cookie') ?? '')
  )
}

/** Asks for the same address once more, now from a page of our own, so that the cookies come along. It goes round once: the next request is same-origin. */
export function sameAddressAgain({ pathname, search }: { pathname: string; search: string }): Response {
  const address = escapeHtml(pathname.replace(/^\/{2,}/, '/') + search)
  // Not the Refresh header, nor a redirect: both belong to the request that came from outside.
  const html = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="0;url=${address}"><title>Mointering</title>`
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })
}

const hasSession = (cookies: string): boolean =>
  [cookieName('refresh', true), cookieName('refresh', false)].some((name) =>
    cookies.split(';').some((pair) => pair.trim().startsWith(`${name}=`)),
  )

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
