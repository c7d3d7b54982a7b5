import { type COOKIE, cookieName } from '@mointering/api-contract/http/accounts'
import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import { ACCESS_TOKEN_SECONDS } from './access-token.js'

type Name = keyof typeof COOKIE
/** The longest that a flow may take (a sign-up waits for its mail); each flow ends by itself earlier. */
const FLOW_SECONDS = 24 * 3600
/** Prolonged by each sign-in. */
const DEVICE_SECONDS = 365 * 86_400

export type SessionCookies = Record<Name, string>

/** Reads and writes the cookies. Over https they are `Secure` and `__Host-`: no other host, not even a subdomain, can set them. */
export function createCookies({ secure, refreshSeconds }: { secure: boolean; refreshSeconds: number }) {
  const attributes: SerializeOptions = { httpOnly: true, path: '/', secure }
  const lifetime = {
    access: ACCESS_TOKEN_SECONDS,
    refresh: refreshSeconds,
    csrf: refreshSeconds,
    flow: FLOW_SECONDS,
    device: DEVICE_SECONDS,
  } as const
  // Coming back from a provider is another site's doing, and the flow must go on there: Lax. It starts nothing by itself.
  const sameSiteOf = (name: Name) => (name === 'flow' ? 'lax' : 'strict')
  const append = (res: Response, name: Name, value: string, maxAge: number) => {
    const sameSite = sameSiteOf(name)
    res.append(
      'Set-Cookie',
      stringifySetCookie({ name: cookieName(name, secure), value, ...attributes, sameSite, maxAge }),
    )
  }

  return {
    read(req: Request, name: Name): string | null {
      const header = req.headers.cookie
      return (header === undefined ? undefined : parseCookie(header)[cookieName(name, secure)]) ?? null
    },
    write(res: Response, cookies: Partial<SessionCookies>): void {
      for (const name of ['access', 'refresh', 'csrf', 'flow', 'device'] as const) {
        const value = cookies[name]
        if (value !== undefined) append(res, name, value, lifetime[name])
      }
    },
    /** Takes away the cookies of a session. The device stays known. */
    clear(res: Response): void {
      for (const name of ['access', 'refresh', 'csrf'] as const) append(res, name, '', 0)
    },
    clearFlow: (res: Response): void => append(res, 'flow', '', 0),
  }
}
export type Cookies = ReturnType<typeof createCookies>
