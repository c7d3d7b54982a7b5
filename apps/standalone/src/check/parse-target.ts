import { type ProbeSettings, probeSettings } from '@mointering/api-contract/monitors/monitor-kinds'

export type CheckOptions = {
  method?: string | undefined
  headers: readonly string[]
  body?: string | undefined
  followRedirects: boolean
  verifyTls: boolean
  ipFamily: 'any' | 'ipv4' | 'ipv6'
}

export type ParsedTarget = { ok: true; settings: ProbeSettings } | { ok: false; problems: string[] }

/**
 * What to check, from the words of the command line: `https://...` and `http://...`, `host:port` (TCP), `ping://host`, `dns://host`, `tls://host[:port]`; anything
 * else is taken for an https address. Answers the problems, each a sentence, when it cannot be checked.
 */
export function parseTarget(target: string, options: CheckOptions): ParsedTarget {
  const headers = options.headers.map((header) => {
    const colon = header.indexOf(':')
    return {
      name: colon < 0 ? header : header.slice(0, colon).trim(),
      value: colon < 0 ? null : header.slice(colon + 1).trim(),
    }
  })
  const wrong = headers
    .filter(({ value }) => value === null)
    .map(({ name }) => `A header needs a name and a value, as in "Accept: text/html"; there is no colon in "${name}".`)
  if (wrong.length > 0) return { ok: false, problems: wrong }
  const parsed = probeSettings.safeParse(settingsFor(target.trim(), options, headers))
  if (parsed.success) return { ok: true, settings: parsed.data }
  return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) }
}

function settingsFor(target: string, options: CheckOptions, headers: unknown): object {
  const { ipFamily, verifyTls } = options
  const scheme = /^([a-z][a-z0-9+-]*):\/\//i.exec(target)?.[1]?.toLowerCase()
  const rest = scheme === undefined ? target : target.slice(scheme.length + 3).replace(/\/$/, '')
  const { host, port } = splitHostAndPort(rest)
  const sides = { host, ipFamily }
  if (scheme === 'ping') return { kind: 'ping', ...sides }
  if (scheme === 'dns') return { kind: 'dns', host }
  if (scheme === 'tls') return { kind: 'tls', ...sides, ...(port !== null && { port }) }
  if (scheme === 'tcp' || (scheme === undefined && port !== null)) return { kind: 'tcp', ...sides, port, verifyTls }
  const { followRedirects, body, method } = options
  return {
    kind: 'http',
    url: scheme === undefined ? `https://${target}` : target,
    ...(method !== undefined && { method: method.toUpperCase() }),
    ...(body !== undefined && { body }),
    headers,
    followRedirects,
    verifyTls,
    ipFamily,
  }
}

/** `example.org:443`, `[::1]:443`, `example.org`, `::1`. */
function splitHostAndPort(text: string): { host: string; port: number | null } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:/]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain ?? text.replace(/^\[(.*)\]$/, '$1')
  return { host, port: digits === undefined ? null : Number(digits) }
}
