import { type IncomingMessage, request } from 'node:http'
import { isIP, type Socket } from 'node:net'
import { CheckFailure, fail } from '../finding.js'
import type { IpFamily } from '../name-resolver.js'
import { connectTcp } from '../net/connect.js'
import { describe } from '../net/network-errors.js'
import { once } from '../net/once.js'
import { assertAllowed, bareHost, resolveTarget } from '../net/resolve-target.js'
import { connectSecure } from '../net/secure.js'
import { interrupted } from '../net/under-deadline.js'
import { addPhase, type ProbeContext } from '../probe.js'
import { USER_AGENT } from './request-headers.js'

/**
 * The proxy resolves the names of targets, so of those we can only check what is an address, or a name for the proxy itself.
 * Throws a CheckFailure when the guard forbids it.
 */
export function assertLiteralAllowed(context: ProbeContext, host: string): void {
  if (isIP(host) > 0) assertAllowed(context, host, host)
  else if (/(^|\.)localhost\.?$/i.test(host)) assertAllowed(context, host, '127.0.0.1')
}

/** A connection to the proxy itself. One that cannot be had says nothing about the target: the failure is `unknown`. */
export async function connectProxy(context: ProbeContext, proxy: URL, family: IpFamily): Promise<Socket> {
  const host = bareHost(proxy.hostname)
  const isHttps = proxy.protocol === 'https:'
  const certificate = context.trace.certificate
  try {
    const address = await resolveTarget(context, host, family)
    const port = Number(proxy.port) || (isHttps ? 443 : 80)
    return isHttps
      ? await connectSecure(context, { address, port }, { host, verify: true, client: null })
      : await connectTcp(context, address, port)
  } catch (error) {
    if (!(error instanceof CheckFailure) || error.finding.verdict === 'unknown') throw error
    throw fail(
      'proxy_unreachable',
      `The proxy ${proxy.host} cannot be used: ${error.finding.message}`,
      error.finding.detail,
    )
  } finally {
    context.trace.certificate = certificate // that of the proxy is nobody's business here
  }
}

/** Asks the proxy for a tunnel (CONNECT, RFC 9110 9.3.6). The socket then leads to the target; it is destroyed on failure. */
export function openTunnel(context: ProbeContext, socket: Socket, host: string, port: number): Promise<void> {
  const { deadline, trace } = context
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const req = request({
      createConnection: () => socket,
      method: 'CONNECT',
      path: authority,
      headers: ['Host', authority, 'User-Agent', USER_AGENT],
      setHost: false,
    })
    const end = once((finish: () => void) => {
      addPhase(trace, 'connectMs', startedAt)
      finish()
    })
    const giveUp = (failure: CheckFailure) =>
      end(() => {
        req.destroy()
        socket.destroy()
        reject(failure)
      })
    const answered = ({ statusCode = 0 }: IncomingMessage) =>
      statusCode >= 200 && statusCode <= 299 ? end(resolve) : giveUp(explainRefusal(statusCode, authority))
    req.on('connect', answered)
    req.on('response', answered)
    req.on('error', (error) => giveUp(brokenOff(authority, error)))
    deadline.onInterrupt((why) => giveUp(interrupted(why, () => tooSlow(authority, deadline.timeoutMs))))
    req.end()
  })
}

/** 502 and 504 speak of the target, everything else of the proxy's rules. */
function explainRefusal(status: number, authority: string): CheckFailure {
  return status === 502 || status === 504
    ? fail('proxy_target_unreachable', `The proxy could not reach ${authority} (it answered ${status}).`)
    : fail('proxy_refused', `The proxy did not connect us to ${authority}: it answered ${status}.`)
}

const brokenOff = (authority: string, error: unknown) =>
  fail('proxy_refused', `The proxy broke off when asked for ${authority}.`, describe(error))

const tooSlow = (authority: string, timeoutMs: number) =>
  fail('connection_timeout', `No connection to ${authority} through the proxy within ${timeoutMs} ms.`)
