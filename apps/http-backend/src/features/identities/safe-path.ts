/**
 * `next` when it is a path on this origin that a page may be opened at, else `fallback`. Refuses other origins, "//host", "/\host"
 * (browsers read it as "//host"), control characters (browsers drop them), the API, and the sign-in pages themselves.
 */
export function safePath(next: string | undefined, fallback: string): string {
  if (!next?.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return fallback
  const base = 'http://origin.invalid'
  if (!URL.canParse(next, base)) return fallback
  const url = new URL(next, base)
  if (url.origin !== base || /^\/(sign-in|sign-up|api)(\/|$)/.test(url.pathname)) return fallback
  // A path such as "/..//host" is normalised by the parser: what is given back must not start with "//".
  const path = url.pathname + url.search + url.hash
  return path.startsWith('//') ? fallback : path
}
