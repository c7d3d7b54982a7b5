const YEAR_SECONDS = 31_536_000

/** Over https a cookie is bound to this very host (RFC 6265bis, `__Host-`), so that no neighbour below the same domain can set it. */
const hostBound = (name: string): string => `__Host-${name}`

/** A cookie that remembers what somebody prefers for a year. `secure`: the browser came over https. */
export const preferenceCookie = (
  name: string,
  value: string,
  { secure, httpOnly }: { secure: boolean; httpOnly: boolean },
) => ({
  name: secure ? hostBound(name) : name,
  value,
  path: '/',
  maxAge: YEAR_SECONDS,
  sameSite: 'lax' as const,
  secure,
  httpOnly,
})

/** What such a cookie says; undefined when there is none. */
export const readPreference = (read: (name: string) => string | undefined, name: string): string | undefined =>
  read(hostBound(name)) ?? read(name)
