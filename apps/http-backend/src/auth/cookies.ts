import { type COOKIE, cookieName } from '@mointering/api-contract/http/accounts'
import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie'
import type { Request, Response } from 'express'
import { ACCESS_TOKEN_SECONDS } from './access-token.js'

type Name = keyof typeof COOKIE
export type SessionCookies = Record<Name, string>

/** Reads and writes the three cookies. Over https they are `Secure` and `__Host-`: no other host, not even a subdomain, can set them. */
export function createCookies({ secure, refreshSeconds }: { secure: boolean; refreshSeconds: number }) {
  const attributes: SerializeOptions = { httpOnly: true, sameSite: 'strict', path: '/', secure }
  const lifetime = { access: ACCESS_TOKEN_SECONDS, refresh: refreshSeconds, csrf: refreshSeconds } as const
  const append = (res: Response, name: Name, value: string, maxAge: number) =>
    res.append('Set-Cookie', stringifySetCookie({ name: cookieName(name, secure), value, ...attributes, maxAge }))

  return {
    read(req: Request, name: Name): string | null {
      const header = req.headers.cookie
      return (header === undefined ? undefined : parseCookie(header)[cookieName(name, secure)]) ?? null
    },
    write(res: Response, cookies: Partial<SessionCookies>): void {
      for (const name of ['access', 'refresh', 'csrf'] as const) {
        const value = cookies[name]
        if (value !== undefined) append(res, name, value, lifetime[name])
      }
    },
    clear(res: Response): void {
      for (const name of ['access', 'refresh', 'csrf'] as const) append(res, name, '', 0)
    },
  }
}
export type Cookies = ReturnType<typeof createCookies>
