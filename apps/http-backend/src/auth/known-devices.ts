import { createHmac, randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Cookies } from './cookies.js'
import { sameText } from './csrf-token.js'

/**
 * Browsers in which an account has signed in before (OWASP, "Device cookies"): others' wrong guesses do not slow them. The cookie holds a random id
 * and, for each account, an HMAC of id and address: nobody can make one for an account, or read which ones are in it.
 */
export type KnownDevices = {
  /** The id of the browser when this account has signed in there before; null otherwise. */
  idOf(req: Request, email: string): string | null
  /** Call it after a sign-in. */
  remember(req: Request, res: Response, email: string): void
}

/** Families share a browser; who is forgotten is merely unknown again. */
const MAX_ACCOUNTS = 5
const COOKIE = /^[\w-]{22}(?:\.[\w-]{22}){1,5}$/

export function createKnownDevices(deps: {
  key: Uint8Array
  /** What they made is still believed. */
  previousKeys: readonly Uint8Array[]
  cookies: Cookies
}): KnownDevices {
  const { key, previousKeys, cookies } = deps
  const tagWith = (by: Uint8Array, id: string, email: string) =>
    createHmac('sha256', by).update(`${id} ${email}`).digest('base64url').slice(0, 22)

  function read(req: Request): { id: string; tags: string[] } | null {
    const held = cookies.read(req, 'device')
    if (held === null || !COOKIE.test(held)) return null
    const [id = '', ...tags] = held.split('.')
    return { id, tags }
  }

  return {
    idOf(req, email) {
      const device = read(req)
      if (!device) return null
      const valid = [key, ...previousKeys].map((by) => tagWith(by, device.id, email))
      return device.tags.some((held) => valid.some((tag) => sameText(held, tag))) ? device.id : null
    },
    remember(req, res, email) {
      const { id, tags } = read(req) ?? { id: randomBytes(16).toString('base64url'), tags: [] }
      const tag = tagWith(key, id, email)
      const replaced = [tag, ...previousKeys.map((by) => tagWith(by, id, email))]
      const others = tags.filter((held) => !replaced.includes(held)).slice(0, MAX_ACCOUNTS - 1)
      cookies.write(res, { device: [id, tag, ...others].join('.') })
    },
  }
}
