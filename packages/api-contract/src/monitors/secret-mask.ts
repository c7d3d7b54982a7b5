/**
 * Stands in every answer where a secret is stored: nobody is answered the secret itself. Sent back, it means "keep what is stored"; where
 * nothing is stored it is refused.
 */
export const SECRET_MASK = '********'

/** Headers that say what a client is or wants, and never who it is. A redirect to another origin may see them too. */
export const HARMLESS_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-type',
  'pragma',
  'user-agent',
])

/** Headers about where a request goes: nothing secret either, but nothing for another origin. */
const ADDRESSING_HEADERS: ReadonlySet<string> = new Set(['host', 'origin', 'referer'])

/** Names, in lower case, of headers that are not secret unless they say so. */
export const PLAIN_HEADERS: readonly string[] = [...HARMLESS_HEADERS, ...ADDRESSING_HEADERS]

/** The one rule: a header is secret as it says itself, and where it does not say, unless it is one of PLAIN_HEADERS. */
export const isSecretHeader = ({ name, secret }: { name: string; secret?: boolean | undefined }): boolean =>
  secret ?? !PLAIN_HEADERS.includes(name.toLowerCase())
