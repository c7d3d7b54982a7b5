import type { IncomingHttpHeaders } from 'node:http'
import { CHECK_ERRORS } from '@mointering/api-contract/pipeline/check-error-codes'
import type { AddressGuard } from '../../prober/address-guard.js'
import { createDeadline, type Deadline } from '../../prober/deadline.js'
import { CheckFailure, type Finding } from '../../prober/finding.js'
import { exchange } from '../../prober/http/exchange.js'
import { isHttp } from '../../prober/http/http-url.js'
import { openHttpConnection } from '../../prober/http/open-connection.js'
import { asLatin1, FRAMING_HEADERS } from '../../prober/http/request-headers.js'
import type { NameResolver } from '../../prober/name-resolver.js'
import { createSecureContexts } from '../../prober/net/secure-contexts.js'
import { createTrace, type ProbeContext } from '../../prober/probe.js'
import { VERSION } from '../../version.js'
import type { ProviderAnswer, ProviderRequest } from '../channels/channel-kind.js'
import { DeliveryError } from '../channels/delivery-error.js'

/** Sends one request to a provider. Rejects with DeliveryError when there is no answer; `signal` ends it at once. */
export type ChannelRequest = (request: ProviderRequest, signal: AbortSignal) => Promise<ProviderAnswer>

export type ChannelRequestOptions = {
  guard: AddressGuard
  resolver: NameResolver
  /** PEM certificates of authorities to trust besides Node's own. */
  extraCa?: readonly string[]
  timeoutMs?: number
}

const TIMEOUT_MS = 10_000
const ANSWER_BYTES = 64 * 1024
const USER_AGENT = `Mointering/${VERSION}`
/** Straight to the address that the guard saw, with TLS as strict as it can be. */
const CONNECTION = { verifyTls: true, clientCertificate: null, proxyUrl: null, ipFamily: 'any' } as const

/**
 * Requests to providers, over the connections of the prober: a name is resolved once, none of its addresses may be forbidden, and the connection goes to the address
 * that was looked at. Redirects are answers, and not followed. 10 s for everything, 64 KiB of the answer.
 */
export function createChannelRequests(options: ChannelRequestOptions): ChannelRequest {
  const { guard, resolver, extraCa, timeoutMs = TIMEOUT_MS } = options
  const secureContexts = createSecureContexts(extraCa)
  return async (request, signal) => {
    const deadline = createDeadline(timeoutMs)
    const stop = () => deadline.interrupt('shutdown')
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    const context: ProbeContext = { guard, resolver, secureContexts, deadline, trace: createTrace() }
    try {
      return await send(context, request)
    } catch (error) {
      throw error instanceof CheckFailure ? explained(error.finding, context) : error
    } finally {
      signal.removeEventListener('abort', stop)
      deadline.clear()
    }
  }
}

async function send(
  context: ProbeContext,
  { method, url: text, headers, body }: ProviderRequest,
): Promise<ProviderAnswer> {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !isHttp(url))
    throw new DeliveryError('The address of this channel is not an http or https URL.', { isPermanent: true })
  if (context.deadline.interruption) throw stopped(context.deadline)
  const { socket, peer } = await openHttpConnection(context, CONNECTION, url)
  const answer = await exchange(context, {
    socket,
    peer,
    method,
    path: `${url.pathname}${url.search}`,
    headers: headerList(url, method, headers, body),
    body,
    keepBody: true,
    bodyCap: ANSWER_BYTES,
  })
  return { status: answer.status, headers: flat(answer.headers), body: answer.body.bytes.toString('utf8') }
}

/** Name after value; those of the channel win, but for the framing of the message and the host, which are ours. */
function headerList(
  url: URL,
  method: string,
  headers: ProviderRequest['headers'],
  body: ProviderRequest['body'],
): string[] {
  const own = Object.entries(headers).filter(
    ([name]) => !FRAMING_HEADERS.has(name.toLowerCase()) && name.toLowerCase() !== 'host',
  )
  const given = new Set(own.map(([name]) => name.toLowerCase()))
  const list = ['Host', url.host]
  for (const [name, value] of [
    ['User-Agent', USER_AGENT],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'identity'],
  ] as const)
    if (!given.has(name.toLowerCase())) list.push(name, value)
  list.push('Connection', 'close')
  if (body !== null || method !== 'GET') list.push('Content-Length', String(Buffer.byteLength(body ?? '')))
  for (const [name, value] of own) list.push(name, asLatin1(value))
  return list
}

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

/** What a prober says of a check, as it is for a request to a provider. */
function explained({ code, message }: Finding, { deadline, trace }: ProbeContext): DeliveryError {
  if (code === 'prober_shutdown') return stopped(deadline, trace.phases.ttfbMs !== null)
  const isRefused = code === 'address_refused'
  return new DeliveryError(
    message.replace(/^The prober/, 'The notifier').replace('of this monitor', 'of this channel'),
    {
      isPermanent: isRefused || code === 'invalid_target',
      // The exchange notes its time however it ends: something had been sent.
      isUnsure: trace.phases.ttfbMs !== null,
      isOurs: !isRefused && CHECK_ERRORS[code].ours,
    },
  )
}

const stopped = ({ timeoutMs }: Deadline, isUnsure = false): DeliveryError =>
  new DeliveryError(`Cut off before the ${timeoutMs} ms of a request were over: the attempt had to end.`, {
    isUnsure,
    isOurs: true,
  })
