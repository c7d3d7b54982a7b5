/** Text of a number field as a number; NaN (which the contract refuses) for what is not one, undefined for an empty field. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim()
  return trimmed === '' ? undefined : Number(trimmed)
}

/** The same, null for an empty field. */
export const numberOrNull = (text: string): number | null => numberOf(text) ?? null
export const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text)

/** "200-299, 304" as ranges. What is no number becomes NaN, so that the contract names the field. */
export function parseStatusRanges(text: string): { min: number; max: number }[] {
  return text
    .split(/[,\s]+/)
    .filter((part) => part !== '')
    .map((part) => {
      const [min = '', max = min, ...more] = part.split('-')
      const bound = (value: string) => (/^\d{3}$/.test(value) && more.length === 0 ? Number(value) : Number.NaN)
      return { min: bound(min), max: bound(max) }
    })
}

export const formatStatusRanges = (ranges: readonly { min: number; max: number }[]): string =>
  ranges.map(({ min, max }) => (min === max ? String(min) : `${min}-${max}`)).join(', ')

/** "host:port", "[v6]:port" or "host" as its parts; `port` is undefined where none is given, NaN where it is no number. */
export function parseHostPort(text: string): { host: string; port: number | undefined } {
  const trimmed = text.trim()
  const [, bracketed, bracketedPort] = /^\[([^\]]*)\](?::(.*))?$/.exec(trimmed) ?? []
  if (bracketed !== undefined) return { host: bracketed, port: portOf(bracketedPort) }
  const [host = '', port, ...more] = trimmed.split(':')
  return more.length > 0 ? { host: trimmed, port: undefined } : { host, port: portOf(port) }
}

const portOf = (text: string | undefined) =>
  text === undefined ? undefined : /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN

export const formatHostPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`

/** One value a line, without empty lines. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `eu, Shop` -> both words, without the empty ones. */
export const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
