import type { HttpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { HARMLESS_HEADERS, isSecretHeader } from '@mointering/api-contract/monitors/secret-mask'

export const USER_AGENT = 'Mointering/0.1.0 (+https://github.com/mointering/mointering)'

/** The framing of the message is ours: two opinions about the length of a body are request smuggling (RFC 9112 11.2). */
export const FRAMING_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export type HeaderOptions = {
  settings: Pick<HttpSettings, 'headers' | 'authentication'>
  url: URL
  method: string
  body: string | null
  /** False on another origin than the monitor's: no credentials then. */
  sameOrigin: boolean
}

/** Headers as a flat list, name after value; the user's win over ours. Values are sent as UTF-8. */
export function requestHeaders({ settings, url, method, body, sameOrigin }: HeaderOptions): string[] {
  // Not only `Authorization` and `Cookie` hold secrets, so all but the harmless stays behind on another origin.
  const own = settings.headers.filter((header) => {
    const lower = header.name.toLowerCase()
    if (FRAMING_HEADERS.has(lower) || (body === null && lower.startsWith('content-'))) return false
    return sameOrigin || (HARMLESS_HEADERS.has(lower) && !isSecretHeader(header))
  })
  const given = new Set(own.map(({ name }) => name.toLowerCase()))
  const list: string[] = []
  const add = (name: string, value: string) => {
    if (!given.has(name.toLowerCase())) list.push(name, value)
  }
  add('Host', url.host)
  add('User-Agent', USER_AGENT)
  add('Accept', '*/*')
  add('Accept-Encoding', 'gzip, deflate, br')
  add('Connection', 'close')
  if (settings.authentication && sameOrigin) add('Authorization', authorization(settings.authentication))
  if (body !== null) add('Content-Type', looksLikeJson(body) ? 'application/json' : 'text/plain; charset=utf-8')
  if (body !== null) list.push('Content-Length', String(Buffer.byteLength(body)))
  else if (method === 'POST' || method === 'PUT' || method === 'PATCH') list.push('Content-Length', '0')
  for (const { name, value } of own) list.push(name, asLatin1(value))
  return list
}

function authorization(authentication: NonNullable<HttpSettings['authentication']>): string {
  switch (authentication.scheme) {
    case 'bearer':
      return `Bearer ${authentication.token}`
    case 'basic':
      // RFC 7617 2.1: UTF-8.
      return `Basic ${Buffer.from(`${authentication.username}:${authentication.password}`).toString('base64')}`
  }
}

const looksLikeJson = (body: string) => /^\s*[[{"]/.test(body)

/** Node writes headers as latin-1: one character a byte. */
export const asLatin1 = (value: string) =>
  /^[\x20-\x7e\t]*$/.test(value) ? value : Buffer.from(value).toString('latin1')
