import type { HttpSettings } from '@mointering/api-contract/monitors/monitor-kinds'
import { fail } from '../finding.js'
import type { ProbeContext } from '../probe.js'
import { type Answer, exchange } from './exchange.js'
import { httpUrlOf, isHttp } from './http-url.js'
import { openHttpConnection } from './open-connection.js'
import { requestHeaders } from './request-headers.js'

type Hop = { url: URL; method: string; body: string | null }

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Sends the request of a monitor and follows its redirects, each over its own checked connection. Answers the last answer; throws a CheckFailure. */
export async function followRedirects(
  context: ProbeContext,
  settings: HttpSettings,
  keepBody: boolean,
): Promise<Answer> {
  let hop: Hop = { url: httpUrlOf(settings.url), method: settings.method, body: settings.body }
  const { origin } = hop.url
  let sameOrigin = true // once left, credentials stay behind for good
  const visited = new Set<string>()
  for (;;) {
    visited.add(`${hop.method} ${hop.url.href}`)
    const answer = await send(context, settings, hop, { sameOrigin, keepBody })
    const next = settings.followRedirects ? redirectOf(hop, answer) : null
    if (!next) return answer
    if (context.trace.redirects.length >= settings.maxRedirects) {
      const { maxRedirects: max } = settings
      throw fail(
        'too_many_redirects',
        `More than ${max} ${max === 1 ? 'redirect' : 'redirects'}; the last led to ${plain(next.url)}.`,
      )
    }
    context.trace.redirects.push(next.url.href)
    if (visited.has(`${next.method} ${next.url.href}`)) {
      throw fail('redirect_loop', `The redirects lead back to ${plain(next.url)}.`)
    }
    sameOrigin &&= next.url.origin === origin
    hop = next
  }
}

async function send(
  context: ProbeContext,
  settings: HttpSettings,
  { url, method, body }: Hop,
  { sameOrigin, keepBody }: { sameOrigin: boolean; keepBody: boolean },
): Promise<Answer> {
  const { socket, peer, absoluteForm } = await openHttpConnection(context, settings, url)
  const target = `${url.pathname}${url.search}`
  return exchange(context, {
    socket,
    peer,
    method,
    path: absoluteForm ? `${url.origin}${target}` : target,
    headers: requestHeaders({ settings, url, method, body, sameOrigin }),
    body,
    keepBody,
  })
}

/** Where an answer sends us (RFC 9110 15.4), or null when it does not. 303, and 301/302 after POST, turn into a GET without a body. */
function redirectOf({ url, method, body }: Hop, { status, headers }: Answer): Hop | null {
  const { location } = headers
  if (!REDIRECTS.has(status) || location === undefined) return null
  // Servers send UTF-8 here although headers are latin-1 to Node.
  const target = Buffer.from(location, 'latin1').toString()
  const next = URL.canParse(target, url.href) ? new URL(target, url) : null
  if (!next || !isHttp(next)) {
    throw fail('redirect_invalid', `Status ${status} leads to an address that is not http or https.`, target)
  }
  next.username = ''
  next.password = ''
  next.hash = ''
  const becomesGet = (status === 303 && method !== 'HEAD') || ((status === 301 || status === 302) && method === 'POST')
  return becomesGet ? { url: next, method: 'GET', body: null } : { url: next, method, body }
}

/** Without the query: it may hold a token, and messages are shown and stored. */
const plain = (url: URL) => `${url.origin}${url.pathname}`.slice(0, 200)
