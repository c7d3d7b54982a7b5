/**
 * Where to go after signing in: the given path when it stays on this origin, else "/monitors". Refuses other origins, "//host",
 * "/\host" (browsers read it as "//host"), control characters (browsers drop them), and the sign-in pages themselves.
 */
export function safePath(next: string | null | undefined): string {
  const fallback = '/monitors'
  if (!next?.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return fallback
  const base = 'http://origin.invalid'
  if (!URL.canParse(next, base)) return fallback
  const url = new URL(next, base)
  if (url.origin !== base || /^\/(sign-in|sign-up|api)(\/|$)/.test(url.pathname)) return fallback
  // A path such as "/..//host" is normalised by the parser: what is given back must not start with "//".
  const path = url.pathname + url.search + url.hash
  return path.startsWith('//') ? fallback : path
}

/** The address of the sign-in page that comes back to `path`; the start page goes without saying. */
export function signInPath(path: string): string {
  const next = safePath(path)
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}
